import { expect, test } from "vitest";
import { withoutOwnFrames } from "../../../../grader/sandbox/host/own-frames.ts";

const stack = [
  "    at main (submission.js:2:24)",
  "    at #run (chronograde:guest/chunk-AB12.js:1:6274)",
  "    at apply (native)",
  "    at tick (chronograde:guest/main.js:6:30673)",
  "",
].join("\n");
const shown = "    at main (submission.js:2:24)\n    at apply (native)\n";

test.each([
  ["a text", stack, shown],
  ["a text in the middle of another", `before\n${stack}after\\n`, `before\n${shown}after\\n`],
  ["JSON in JSON", JSON.stringify([JSON.stringify({ stack })]), JSON.stringify([JSON.stringify({ stack: shown })])],
  ["its last line alone", stack.trimEnd(), shown],
  ["a text with backslashes behind it", `${stack}\\"`, `${shown}\\"`],
])("no frame of our own is in what a child tells: %s", (_, text, expected) => {
  const told: unknown = JSON.parse(withoutOwnFrames(JSON.stringify({ t: "print", text })));
  expect(told).toEqual({ t: "print", text: expected });
});

test("of a frame that was cut, no place is left", () => {
  const cut = JSON.stringify(stack.slice(0, stack.indexOf("AB12")));
  expect(withoutOwnFrames(cut)).toBe(JSON.stringify("    at main (submission.js:2:24)\n    at #run (chronograde"));
});

test("a text that only speaks of chronograde is left as it is", () => {
  const text = JSON.stringify("at main (chronograde) chronograde: at #run (submission.js:1:1)");
  expect(withoutOwnFrames(text)).toBe(text);
});
