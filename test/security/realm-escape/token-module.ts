// Attack: imports the module behind which the compiler keeps the current task
// Safe: rejected types

import { mark } from "chronograde:task";

export async function main(): Promise<unknown> {
  return mark;
}
