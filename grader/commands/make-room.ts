import { setImmediate as untilOthersHadTheirTurn } from "node:timers/promises";
import { giveBackMemory } from "./give-back-memory.ts";

/** What can do without its memory for a while: it gives what is to be called when it may have some again. */
export interface Rests {
  rest(): Promise<() => void>;
}

/** Has all of these rest, and gives back what is left here of whoever was graded before. What it gives is to be called at the end. */
export async function makeRoom(all: readonly Rests[]): Promise<() => void> {
  const goOn = await Promise.all(all.map((each) => each.rest()));
  await giveBackSoon();
  return () => {
    for (const each of goOn) each();
  };
}

/** Who had much until now is scored, but its grade is still on its way to the shelf. */
export async function giveBackSoon(): Promise<void> {
  await untilOthersHadTheirTurn();
  giveBackMemory();
}
