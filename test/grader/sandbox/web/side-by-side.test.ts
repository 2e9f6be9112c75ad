import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { Guest } from "./guest.ts";
import type { Scenario } from "./scenario.ts";

const folder = new URL("../../../fixtures/web/", import.meta.url);

let guest: Guest;
beforeAll(async () => {
  guest = await Guest.create();
});

// What is promised is Node 20: each scenario gives in the guest what it gives with Node's own globals.
for (const file of readdirSync(fileURLToPath(folder))) {
  const { default: scenarios } = (await import(new URL(file, folder).href)) as { default: Record<string, Scenario> };
  describe.skipIf(!process.version.startsWith("v20."))(`Side by side with Node: ${file}`, () => {
    for (const [name, scenario] of Object.entries(scenarios)) {
      test(name, async () => {
        const inNode = await guest.runInNode(scenario);
        expect((await guest.runInGuest(scenario)).value).toEqual(inNode);
      });
    }
  });
}
