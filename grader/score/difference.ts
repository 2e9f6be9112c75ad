import { showExpected, showSnapshot, type Expected, type Mismatch, type Snapshot } from "../values/index.ts";

/** `["b"]; expected ["a"]: at [0] there is "b", expected "a"`. A short value needs no path. */
export function showDifference(mismatch: Mismatch, expected: Expected, value: Snapshot): string {
  if (mismatch.path === "") return `${mismatch.found}; expected ${mismatch.expected}`;
  return (
    `${showSnapshot(value, 60)}; expected ${showExpected(expected, 60)}: ` +
    `at ${mismatch.path} it is ${mismatch.found}, expected ${mismatch.expected}`
  );
}
