import { describe, expect, it } from "vitest";
import { GuestModules } from "../../../../grader/sandbox/host/modules.ts";

/** The guest's own module that imports the submission's entry, and what it imports by that name. */
function entryOf(entryModule: string): string {
  const module = { name: entryModule, display: entryModule, code: "export {};", map: "{}", imports: [] };
  const modules = new GuestModules(
    new Map(),
    { entryModule, modules: [module], harness: null, forbidden: [] },
    () => "[]",
  );
  const ours = "chronograde:guest/entry.js";
  const [, specifier = ""] = /from "(.+)";$/.exec(modules.source(ours))!;
  return modules.source(modules.resolve(ours, specifier));
}

describe("an entry file", () => {
  it("is found under a name that begins like a path, or like one of our own modules", () => {
    for (const name of ["submission.js", "..two-dots.js", "./chronograde:guest.js", "./chronograde:guest/main.js"]) {
      expect(entryOf(name)).toBe("export {};");
    }
  });
});
