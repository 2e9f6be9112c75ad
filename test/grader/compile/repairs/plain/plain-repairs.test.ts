import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { SubmissionFile } from "../../../../../grader/compile/index.ts";
import { repairedFiles } from "../../../../../grader/commands/trials/repaired-files.ts";
import { plainKinds } from "../../../../../grader/compile/repairs/usual/likelihood.ts";
import { usualRepairs, type UsualRepair } from "../../../../../grader/compile/repairs/usual/usual-repairs.ts";

const fixtures = path.join(import.meta.dirname, "../../../../fixtures");
const examples = readdirSync(path.join(fixtures, "plain-repairs"));

function read(...name: readonly string[]): string {
  return readFileSync(path.join(fixtures, ...name), "utf8");
}

function before(kind: string): string {
  return read("plain-repairs", kind, "before.ts");
}

interface Made {
  readonly repair: UsualRepair;
  readonly text: string;
}

/** Every change of a program, and what becomes of it. */
async function made(text: string): Promise<readonly Made[]> {
  const files: readonly SubmissionFile[] = [{ path: "submission.ts", display: "work/submission.ts", text }];
  const repairs = await usualRepairs(files, { isPlain: true });
  return repairs.map((repair) => ({ repair, text: repairedFiles(files, [repair])[0]!.text }));
}

/** What becomes of a program by the changes of one kind. */
async function madeBy(kind: string, text: string): Promise<readonly string[]> {
  return (await made(text)).filter(({ repair }) => repair.mistake === kind).map((each) => each.text);
}

/** Loops that go on until something else has happened, and never let it happen. */
function spinning(text: string): readonly string[] {
  const source = ts.createSourceFile("made.ts", text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const waits = (node: ts.Node): boolean =>
    ts.isAwaitExpression(node) ||
    (!ts.isFunctionLike(node) && ts.forEachChild(node, (child) => waits(child) || undefined) === true);
  const look = (node: ts.Node): void => {
    const isEndless = ts.isWhileStatement(node) || (ts.isForStatement(node) && node.condition === undefined);
    if (isEndless && !waits(node)) found.push(node.getText(source));
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

describe("the plain changes", () => {
  it.each(examples)("%s: there is one that mends it", async (kind) => {
    expect(await madeBy(kind, before(kind))).toContain(read("plain-repairs", kind, "after.ts"));
  });

  it("have an example each", () => {
    expect(examples).toEqual([...plainKinds].toSorted());
  });

  it("make an object anew for each, too", async () => {
    const [anew] = await madeBy("made-once", read("plain-repairs-besides", "made-once.ts"));
    expect(anew).toContain("({ name, till: new Lock() })");
    expect(anew).not.toContain("const till");
  });

  it("move what stands before a loop that waits behind it", async () => {
    const swapped = await madeBy("neighbors-swapped", read("plain-repairs-besides", "neighbors-swapped.ts"));
    expect(swapped.filter((text) => /\n {2}\}\n {2}log\.push\("over"\);/.test(text))).toHaveLength(1);
  });

  it.each(examples)("%s: whatever is made there can be parsed", async (kind) => {
    for (const { text } of await made(before(kind))) {
      expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([]);
    }
  });

  it("are only made where they are asked for", async () => {
    const files = [{ path: "submission.ts", display: "submission.ts", text: before("statement-dropped") }];
    const kinds = new Set((await usualRepairs(files)).map(({ mistake }) => mistake));
    expect(plainKinds.filter((kind) => kinds.has(kind))).toEqual([]);
  });

  it("are no more than a hundred of a right program, and none of them twice", async () => {
    const all = (await made(read("right-programs", "ferry-office.ts"))).map(({ text }) => text);
    expect(all.length).toBeGreaterThan(50);
    expect(all.length).toBeLessThanOrEqual(100);
    expect(new Set(all).size).toBe(all.length);
  });

  it("are a hundred where there could be more, and of more than one kind", async () => {
    const all = await made(
      `export async function main(n: number) {\n${"  if (n < 5) await sleep(n);\n".repeat(150)}}\n`,
    );
    expect(all).toHaveLength(100);
    expect(new Set(all.map(({ repair }) => repair.mistake)).size).toBeGreaterThan(1);
  });

  it("leave the work in that a sleep stands for", async () => {
    const dropped = await madeBy("statement-dropped", before("statement-dropped"));
    expect(dropped.length).toBeGreaterThan(1);
    expect(dropped.filter((text) => !text.includes("await sleep("))).toEqual([]);
  });

  it("are none of a program that is longer than anybody could try", async () => {
    const program = before("statement-dropped");
    expect(await made(program.repeat(2))).not.toEqual([]);
    expect(await made(program.padEnd(40 * 1024, "// lap after lap\n"))).toEqual([]);
  });

  it.each(examples)("%s: are made of whatever text there is", async (kind) => {
    const text = before(kind);
    for (let end = 0; end < text.length; end += 67) {
      for (const { repair } of await made(text.slice(0, end) + text.slice(end + 3))) {
        expect(repair.edits.every((edit) => edit.start <= edit.end && edit.end <= text.length)).toBe(true);
      }
    }
  });
});

describe("a loop that goes on until something has happened", () => {
  it.each(["keeps-looking.ts", "begins-a-task-each-turn.ts"])("keeps its only wait: %s", async (name) => {
    const program = read("plain-repairs-refused", name);
    const all = await made(program);
    expect(all.length).toBeGreaterThan(3);
    expect(all.flatMap(({ text }) => spinning(text))).toEqual([]);
  });

  it("may lose one wait of two", async () => {
    const dropped = await madeBy("statement-dropped", read("plain-repairs-refused", "waits-twice.ts"));
    expect(dropped.filter((text) => !text.includes("await flour.put(sack)"))).toHaveLength(1);
  });

  it("is left where it would go round without waiting", async () => {
    const all = await made(read("plain-repairs-refused", "leaves-where-nothing-is-left.ts"));
    expect(all.filter(({ text }) => !/(?:break|return);/.test(text))).toEqual([]);
  });

  it("may go on where it waits at each turn", async () => {
    const goesOn = await madeBy("other-way-out", read("plain-repairs-refused", "waits-twice.ts"));
    expect(goesOn.filter((text) => text.includes("if (sack < 0) continue;"))).toHaveLength(1);
  });

  it("keeps what ends it where it never waits", async () => {
    const all = (await made(read("plain-repairs-refused", "counts-on-the-spot.ts"))).map(({ text }) => text);
    expect(all.length).toBeGreaterThan(3);
    for (const step of [
      "while (this.#row < this.rows) {",
      "      this.#row = this.#row + 1;\n    }",
      "while (shelf < boxes.length && open) {",
      "    shelf = shelf + 1;\n  }",
      "; box += 1)",
    ]) {
      expect(all.filter((text) => !text.includes(step))).toEqual([]);
    }
  });

  it("leaves and counts as it did where it never waits", async () => {
    const all = (await made(read("plain-repairs-refused", "tells-all.ts"))).map(({ text }) => text);
    expect(all).not.toEqual([]);
    for (const step of [
      "waiting.shift();",
      "if (one === undefined) ",
      "while (from > 0) {",
      "    from -= step;\n  }",
    ]) {
      expect(all.filter((text) => !text.includes(step))).toEqual([]);
    }
  });

  it("is not begun anew by itself", async () => {
    const reset = await madeBy("not-reset", read("plain-repairs-refused", "counts-on-the-spot.ts"));
    expect(reset.filter((text) => /; (?:shelf|this\.#row) = 0;/.test(text))).toEqual([]);
  });

  it("waits for tasks that are not done yet, where those that are done stay in the list", async () => {
    const looked = await madeBy("looks-at-tasks", read("plain-repairs-refused", "all-are-kept.ts"));
    expect(looked).toHaveLength(1);
    expect(looked[0]).toContain("wait__([...boiling].filter((each__) => !each__.done())");
  });

  it("is not made of taking the first one out where it is put back", async () => {
    expect(await madeBy("only-the-first", read("plain-repairs-refused", "puts-back.ts"))).toEqual([]);
  });
});

describe("a change that would do something else than it means", () => {
  it.each([
    ["still-on", "hears-in-passing.ts"],
    ["one-of-the-class", "asked-of-the-class.ts"],
    ["grows-by-try", "only-declares-tries.ts"],
    ["one-of-its-own", "given-to-each.ts"],
    ["never-closed", "handed-on.ts"],
  ])("is not made: %s of %s", async (kind, name) => {
    expect(await madeBy(kind, read("plain-repairs-refused", name))).toEqual([]);
  });

  it("ends listening after an error, too", async () => {
    for (const kind of ["still-listening", "still-on"]) {
      expect((await madeBy(kind, before(kind))).join("\n")).toMatch(/finally \{ (?:stop__|radio\.off)\(/);
    }
  });

  it("marks no item as done where it is put in for somebody else", async () => {
    const marked = await madeBy("not-said-as-done", before("not-said-as-done"));
    expect(marked).toHaveLength(1);
  });
});

describe("a method whose name is a text", () => {
  it("is no name to look for, and hinders nothing", async () => {
    const text = `class Desk {
  "open (all"() {
    return createTask(ask());
  }
}
export async function main() {
  const first = createTask(ask());
  await sleep(5);
  console.log(first.done());
}
`;
    expect((await made(text)).map(({ repair }) => repair.mistake)).toContain("left-at-work");
  });
});

describe("a change where lines end without semicolons", () => {
  it.each(readdirSync(path.join(fixtures, "plain-repairs-without-semicolons")))(
    "can be parsed, whatever it is: %s",
    async (name) => {
      const all = await made(read("plain-repairs-without-semicolons", name));
      expect(all.map(({ repair }) => `${repair.mistake}.ts`)).toContain(name);
      for (const { text } of all) {
        expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics, text).toEqual([]);
      }
    },
  );

  it.each(["given-back-meanwhile", "kept-after-failure", "one-after-the-other"])(
    "%s: begins no line that goes on with the one before it",
    async (kind) => {
      const all = await madeBy(kind, read("plain-repairs-without-semicolons", `${kind}.ts`));
      expect(all).not.toEqual([]);
      for (const text of all) expect(text).not.toMatch(/^\s*[([]/m);
    },
  );
});
