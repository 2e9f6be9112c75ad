// Attack: imports files that are no TypeScript, as JSON or text
// Safe: rejected types

import settings from "../../../package.json" with { type: "json" };
import text from "../../../secret.txt" with { type: "text" };

export async function main(): Promise<unknown> {
  return [settings, text];
}
