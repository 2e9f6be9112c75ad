import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSubmission } from "../../../grader/compile/index.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "chronograde-read-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (inside: string, content: string | Uint8Array = "export const x = 1;"): void => {
  mkdirSync(path.dirname(path.join(root, inside)), { recursive: true });
  writeFileSync(path.join(root, inside), content);
};
const read = (globs: readonly string[] = [], entry = "submission.ts") =>
  readSubmission({ root, entry, globs, display: (inside) => `shown/${inside}` });
const message = (...args: Parameters<typeof read>): string | undefined => {
  const { rejection, files } = read(...args);
  expect(files).toEqual([]);
  expect(rejection).toMatchObject({ code: "unreadable", line: null, column: null });
  return rejection?.message;
};

describe("a submission is read", () => {
  test("with its text, its path and its name for people", () => {
    put("submission.ts", "export const main = 1;\n");
    expect(read()).toEqual({
      files: [{ path: "submission.ts", display: "shown/submission.ts", text: "export const main = 1;\n" }],
      rejection: null,
    });
  });

  test("without its byte order mark, and with its line ends as they are", () => {
    put("submission.ts", "\uFEFFconst ä = '…';\r\n");
    expect(read().files[0]?.text).toBe("const ä = '…';\r\n");
  });

  test("when it is empty", () => {
    put("submission.ts", "");
    expect(read().files[0]?.text).toBe("");
  });

  test("with the named files and those that an import mentions, if a glob fits them", () => {
    put(
      "submission.ts",
      `import "./lib/a.ts"; import "./extra"; import type { T } from "./types.js"; import "./other.ts";`,
    );
    put("lib/a.ts", `export * from "./deep/b.ts"; // and "../helper.ts"`);
    for (const file of ["lib/deep/b.ts", "lib/unused.ts", "extra.ts", "types.ts", "other.ts", "helper.ts", "named.ts"])
      put(file);
    const paths = (globs: readonly string[]) => read(globs).files.map((file) => file.path);
    expect(paths(["named.ts", "lib/**/*.ts", "extra.ts", "t?pes.ts"])).toEqual([
      "submission.ts",
      "named.ts",
      "extra.ts",
      "lib/a.ts",
      "types.ts",
      "lib/deep/b.ts",
    ]);
    expect(paths(["*.ts"])).toEqual(["submission.ts", "extra.ts", "types.ts", "other.ts"]);
    expect(paths([])).toEqual(["submission.ts"]);
  });

  test("although an unrelated file of the folder cannot be read", () => {
    put("submission.ts");
    put("picture.ts", new Uint8Array([0xff, 0xfe, 0x00]));
    put("notes.md");
    expect(read(["**/*"]).files.map((file) => file.path)).toEqual(["submission.ts"]);
  });

  test("without a named file that is missing: its import will say so", () => {
    put("submission.ts");
    expect(read(["helper.ts"]).rejection).toBeNull();
  });

  test("of 256 KB, and no more", () => {
    put("submission.ts", `//${"x".repeat(256 * 1024 - 2)}`);
    expect(read().files).toHaveLength(1);
    put("submission.ts", `//${"x".repeat(256 * 1024 - 1)}`);
    expect(message()).toBe("shown/submission.ts is too large: at most 256 KB of source text are read.");
  });
});

describe("a submission cannot be read, and the sentence says why,", () => {
  test("when the file is missing", () => {
    expect(message()).toBe("shown/submission.ts does not exist.");
    put("submision.ts");
    expect(message()).toBe("shown/submission.ts does not exist. Did you mean shown/submision.ts?");
  });

  test("when it is a folder", () => {
    mkdirSync(path.join(root, "submission.ts"));
    expect(message()).toBe("shown/submission.ts is a folder; name the TypeScript file in it.");
  });

  test("when it has another ending", () => {
    put("submission.js");
    expect(message([], "submission.js")).toBe(
      "shown/submission.js is not a TypeScript file: its name must end in .ts.",
    );
    expect(message([], "gone.js")).toBe(
      "shown/gone.js does not exist. Did you mean shown/submission.js?".replace(
        " Did you mean shown/submission.js?",
        "",
      ),
    );
  });

  test("when it is a link, or lies in a linked folder", () => {
    put("elsewhere/real.ts");
    symlinkSync(path.join(root, "elsewhere/real.ts"), path.join(root, "submission.ts"));
    expect(message()).toBe("shown/submission.ts is a link; hand in the file itself.");
    symlinkSync(path.join(root, "elsewhere"), path.join(root, "lib"));
    expect(message([], "lib/real.ts")).toBe(
      'shown/lib/real.ts lies in "lib", which is a link; hand in the folder itself.',
    );
  });

  test("when an import mentions a link", () => {
    put("submission.ts", `import "./a.ts";`);
    symlinkSync("/etc/hostname", path.join(root, "a.ts"));
    expect(message(["*.ts"])).toBe("shown/a.ts is a link; hand in the file itself.");
  });

  test.skipIf(process.platform === "win32")("when it is a pipe", () => {
    execFileSync("mkfifo", [path.join(root, "submission.ts")]);
    expect(message()).toBe("shown/submission.ts is not a regular file.");
  });

  test("when its encoding is another", () => {
    put("submission.ts", new Uint8Array([0x61, 0x0a, 0xe4, 0x0a]));
    expect(message()).toBe("shown/submission.ts is not UTF-8 text (line 2); save it as UTF-8.");
    put("submission.ts", Buffer.from("\uFEFFconst x = 1;", "utf16le"));
    expect(message()).toBe("shown/submission.ts is saved as UTF-16; save it as UTF-8.");
  });

  test("when it has a NUL character", () => {
    put("submission.ts", "const a = 1;\nconst b\0 = 2;");
    expect(message()).toBe("shown/submission.ts has a NUL character on line 2; delete it.");
  });

  test("when its path leads out", () => {
    expect(message([], "../submission.ts")).toBe("shown/../submission.ts is outside the submission's folder.");
  });

  test("when it is written in other letters than the file", () => {
    put("submission.ts", `import "./Lib.ts";`);
    put("lib.ts");
    expect(read(["*.ts"]).files.map((file) => file.path)).toEqual(["submission.ts"]);
  });
});
