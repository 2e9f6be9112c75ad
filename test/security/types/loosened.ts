// Attack: comments that switch the checker off, and assertions that switch it off piece by piece
// Safe: rejected types

// @ts-nocheck
import { createTask } from "chronograde";

export async function main(): Promise<number> {
  // @ts-ignore
  const text: number = "five";
  // @ts-expect-error
  createTask(5);
  return text.nothing;
}
