// Attack: declares chronograde and the global objects anew, so that wrong code is right
// Safe: rejected types

declare module "chronograde" {
  export function createTask(anything: number): { left: string };
  interface Task<T> {
    forge(value: T): void;
  }
}
declare global {
  interface Promise<T> {
    left: T;
  }
  var secret: string;
}
import { createTask } from "chronograde";

export async function main(): Promise<unknown> {
  return [createTask(5), secret];
}
