import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { callsAtOnce } from "../story/calls-at-once.ts";
import { showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/** What a call keeps in a place that all calls share, when another call came to write there before this one had read it again; null when none did. */
export function explainSharedWrite(run: Run): Explanation | null {
  const writes = run.text?.sharedWrites ?? [];
  if (writes.length === 0) return null;
  const { waits } = tellStory(run);
  for (const { name, at, read, awaits } of writes) {
    const second = callsAtOnce(waits, awaits);
    if (second === null) continue;
    return {
      code: "shared-write",
      message: `Line ${at.line} writes \`${name}\`, and ${showLine(read, at)} reads it only after a wait. At ${showDuration(second.beganUs / 1000)} another call wrote there, before the first one had read its own: all of them share it.`,
      hint: `Whose is \`${name}\`: does it belong to all the calls together, or to each one?`,
      at: read,
      costMs: 0,
    };
  }
  return null;
}
