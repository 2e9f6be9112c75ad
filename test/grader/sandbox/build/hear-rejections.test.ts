import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../../grader/sandbox/build/files.ts";
import { hearRejections } from "../../../../grader/sandbox/build/hear-rejections.ts";

const engine = readFileSync(createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));

describe("the engine's rejection tracker", () => {
  it("becomes a place in a table that the host can reach", () => {
    expect(Buffer.from(hearRejections(engine)).includes(FUNCTIONS)).toBe(true);
  });

  it("is not guessed at: an engine that calls it in another way is refused", () => {
    const once = hearRejections(engine);
    expect(() => hearRejections(once)).toThrow("in a way that is not known");
  });
});
