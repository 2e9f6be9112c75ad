import { chmodSync, linkSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCourse } from "../../grader/commands/course.ts";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../grader/commands/workshop.ts";
import { loadExercises } from "../../grader/commands/load-exercises.ts";
import { createCompiler, readSubmission } from "../../grader/compile/index.ts";
import { reportJson, reportText } from "../../grader/report/index.ts";
import { redactHidden } from "../../grader/score/index.ts";
import type { Exercise } from "../../grader/spec/index.ts";
import { asNobody } from "../as-nobody.ts";
import { setTraps, type Traps } from "./traps.ts";
import { UNSEEN } from "./unseen.ts";

let traps: Traps;
let exercise: Exercise;
let shop: Workshop;
let right = "";
/** What is handed in lies here, each in a folder of its own. */
let handedIn = "";
let folders = 0;

beforeAll(async () => {
  traps = await setTraps();
  const course = openCourse(traps.course);
  exercise = loadExercises(course, ["target"]).exercises.get("target")!;
  shop = openWorkshop(course, createCompiler());
  handedIn = path.join(traps.course, "handed-in");
  right = readFileSync(path.join(traps.course, "solutions/target.ts"), "utf8").replace(/^\/\/.*\n/, "");
});

afterAll(async () => {
  await closeWorkshop(shop);
  traps.remove();
});

/** A place for a file of that name, in a new folder. */
function place(name = "target.ts"): string {
  folders += 1;
  const folder = path.join(handedIn, `${folders}`);
  mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}

/** `passed 100%`, or the sentence of the rejection; whatever is shown has no secret in it and nothing unseen. */
async function outcome(file: string): Promise<string> {
  const shown = redactHidden(await gradeSubmission(shop, exercise, file));
  const text = reportText([shown], { color: false, columns: 80 });
  expect(text).not.toMatch(UNSEEN);
  for (const secret of traps.secrets) expect([text, reportJson([shown], [])].join("\n")).not.toContain(secret);
  if (shown.reason === null) return `${shown.status} ${shown.percent}%`;
  return `${shown.reason.code}: ${shown.reason.message.replaceAll(/handed-in\/\d+\//g, "")}`;
}

async function outcomeOf(content: string | Uint8Array, name?: string): Promise<string> {
  const file = place(name);
  writeFileSync(file, content);
  return outcome(file);
}

describe("the right answer", () => {
  it("with a byte order mark and the line ends of Windows or of old Macs gets its points", async () => {
    expect(await outcomeOf(`\uFEFF${right.replaceAll("\n", "\r\n")}`)).toBe("passed 100%");
    expect(await outcomeOf(right.replaceAll("\n", "\r"))).toBe("passed 100%");
  });

  it("under an odd name gets its points, and the name is shown so that it can be seen", async () => {
    for (const name of ["-rf.ts", "--course=x.ts", "two words.ts", "ünïcödé 試.ts", "'\"`$(id).ts"]) {
      expect(await outcomeOf(right, name)).toBe("passed 100%");
    }
  });

  it.skipIf(process.platform === "win32")("under a name that could steer a terminal gets its points", async () => {
    for (const name of ["\u001b[31mred.ts", "new\nline.ts", "carriage\rreturn.ts", "\u202egnp.ts", "::error::x.ts"]) {
      expect(await outcomeOf(right, name)).toBe("passed 100%");
    }
  });

  it("that lies in a backup with hard links gets its points", async () => {
    const file = place();
    writeFileSync(file, right);
    linkSync(file, `${file}.backup`);
    expect(await outcome(file)).toBe("passed 100%");
  });
});

describe("what is no text of a program is refused with a sentence:", () => {
  it("other encodings", async () => {
    const utf16 = Buffer.from(`\uFEFF${right}`, "utf16le");
    expect(await outcomeOf(utf16)).toBe("unreadable: target.ts is saved as UTF-16; save it as UTF-8.");
    expect(await outcomeOf(Buffer.from(utf16).swap16())).toContain("is saved as UTF-16");
    expect(await outcomeOf(utf16.subarray(2))).toContain("has a NUL character on line 1");
    expect(await outcomeOf(Buffer.from(`${right}// caf\u00e9`, "latin1"))).toMatch(/is not UTF-8 text \(line 2\d\)/);
  });

  it("a NUL somewhere", async () => {
    expect(await outcomeOf(`${right}\0`)).toContain("has a NUL character on line");
  });

  it("ten megabytes", async () => {
    const file = place();
    writeFileSync(file, right);
    truncateSync(file, 10_000_000);
    expect(await outcome(file)).toBe("unreadable: target.ts is too large: at most 256 KB of source text are read.");
  });

  it("nothing at all", async () => {
    expect(await outcomeOf("")).toMatch(/^entry: .*main/);
    expect(await outcome(place())).toBe("unreadable: target.ts does not exist.");
  });
});

describe("what is no file of its own is refused, and nothing of another file is shown:", () => {
  it("links", async () => {
    const outside = path.join(traps.course, "..", "secret.ts");
    const solution = path.join(traps.course, "solutions/target.ts");
    for (const target of ["/etc/passwd", outside, solution, "/nowhere/at/all.ts", "target.ts"]) {
      const file = place();
      symlinkSync(target, file);
      expect(await outcome(file)).toBe("unreadable: target.ts is a link; hand in the file itself.");
    }
  });

  it("the solution under another name", async () => {
    const file = place();
    linkSync(path.join(traps.course, "solutions/target.ts"), file);
    expect(await outcome(file)).toBe(
      "unreadable: target.ts is one of the course's own files under another name (a hard link); hand in a file of your own.",
    );
  });

  it("a folder", async () => {
    const file = place();
    mkdirSync(file);
    expect(await outcome(file)).toBe("unreadable: target.ts is a folder; name the TypeScript file in it.");
  });

  it.skipIf(process.platform === "win32")("a pipe, a socket, a device", async () => {
    const pipe = place();
    execFileSync("mkfifo", [pipe]);
    const socket = place();
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once("listening", resolve));
    expect(await outcome(pipe)).toBe("unreadable: target.ts is not a regular file.");
    expect(await outcome(socket)).toBe("unreadable: target.ts is not a regular file.");
    server.close();
    expect(await outcome("/dev/null")).toContain("is not a regular file");
    expect(await outcome("/dev/zero")).toContain("is not a regular file");
  });

  it.skipIf(process.platform === "win32")("a file that nobody may read", () => {
    const file = place();
    writeFileSync(file, right);
    chmodSync(file, 0o000);
    for (const folder of [path.dirname(traps.course), traps.course]) chmodSync(folder, 0o755);
    expect(asNobody(() => read(file))).toBe(
      "target.ts cannot be read by this user: give the permission to (chmod a+r).",
    );
  });

  it.skipIf(process.platform === "win32")("a file that is exchanged for a link while it is read", async () => {
    const file = place();
    const secret = path.join(traps.course, "..", "secret.ts");
    writeFileSync(`${file}.right`, right);
    const exchanger = spawn(process.execPath, ["-e", EXCHANGER, file, secret], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(exchanger.stdout, "data");
    const seen = new Set<string>();
    // However the machine shares its cores between the two, both faces of the file come by in the end.
    for (let look = 0; look < 2000 || seen.size < 2; look += 1) {
      seen.add(read(file));
      await immediate();
    }
    exchanger.kill("SIGKILL");
    expect([right, "target.ts is a link; hand in the file itself.", "target.ts does not exist."]).toEqual(
      expect.arrayContaining([...seen]),
    );
  });
});

/** The text, or why there is none. */
function read(file: string): string {
  const { files, rejection } = readSubmission({ root: path.dirname(file), entry: path.basename(file), globs: [] });
  return files[0]?.text ?? rejection?.message.replace(/ Did you mean .*$/, "") ?? "";
}

const EXCHANGER = `
  const { copyFileSync, renameSync, symlinkSync, writeSync } = require("node:fs");
  const [file, secret] = process.argv.slice(1);
  const exchange = () => {
    copyFileSync(file + ".right", file + ".next");
    renameSync(file + ".next", file);
    symlinkSync(secret, file + ".next");
    renameSync(file + ".next", file);
  };
  exchange();
  writeSync(1, "begun");
  for (;;) exchange();`;
