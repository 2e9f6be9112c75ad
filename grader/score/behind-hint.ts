import type { Position } from "../values/index.ts";

/** What is asked of something else that went wrong, where a line is known that cost time. */
export function behindHint({ line }: Position): string {
  return `Line ${line} cost the time that \`elapsed\` tells of, and may be behind this too: mend that first, then look here again.`;
}
