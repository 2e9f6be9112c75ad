import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createCompiler, MOST_MUTANTS, type Mutant, mutantKinds, mutantsOf } from "../../../../grader/compile/index.ts";

const text = readFileSync(path.join(import.meta.dirname, "../../../fixtures/mutants/solution.ts"), "utf8");
const answers = [
  { args: "[[1,2],0]", value: '["a","b"]', lines: ["asked for 1"] },
  { args: "[[],1]", value: "[]", lines: [] },
];
let mutants: readonly Mutant[] = [];

beforeAll(async () => {
  mutants = await mutantsOf({ text, entry: "main", answers });
});

/** The changed lines of all mutants of a kind, without what is around them. */
function changed(kind: Mutant["kind"]): string[] {
  return mutants.filter((each) => each.kind === kind).map(({ after }) => after.map((line) => line.trim()).join(" "));
}

describe("the wrong variants of a solution", () => {
  it("are of all kinds", () => {
    const kinds = new Set(mutants.map(({ kind }) => kind));
    expect(Object.keys(mutantKinds).filter((kind) => !kinds.has(kind as Mutant["kind"]))).toEqual([]);
  });

  it("are numbered by kind, and each is another text", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(new Set(mutants.map((each) => each.text)).size).toBe(mutants.length);
  });

  it("say which lines they change", () => {
    const cancel = mutants.find(({ kind }) => kind === "cancel-dropped")!;
    expect(cancel).toMatchObject({ line: 29, before: ["  watcher.cancel();"], after: [] });
  });

  it("are no more than anybody waits for", async () => {
    const many = Array.from({ length: 300 }, (_, i) => `  await sleep(${i});`).join("\n");
    const long = `import { sleep } from "chronograde";\nexport async function main() {\n${many}\n}\n`;
    expect(await mutantsOf({ text: long, entry: "main", answers: [] })).toHaveLength(MOST_MUTANTS);
  });

  it("are the same every time", async () => {
    expect(await mutantsOf({ text, entry: "main", answers })).toEqual(mutants);
  });

  it("leave the entry alone in a file beside it", async () => {
    const kinds = (await mutantsOf({ text, entry: "main", answers, placesOnly: true })).map(({ kind }) => kind);
    expect(kinds).not.toContain("literal");
    expect(kinds).toContain("await-dropped");
  });
});

describe("an await", () => {
  it("is moved up to where the task is made, if something is begun after that", () => {
    expect(changed("serialize")[0]).toContain("await sleep(1000)); await watcher;");
  });

  it("is forgotten where that makes a difference", () => {
    const all = changed("await-dropped");
    expect(all).toContain("const response = client.get(`https://a.test/${id}`);");
    // What is returned is awaited by whoever called.
    expect(all).not.toContain("return response.text();");
    // But not before the finally.
    expect(all).toContain("return permits.with(async () => {");
  });
});

describe("several results", () => {
  it("are waited for one after the other", () => {
    const loops = changed("in-a-loop");
    expect(loops[0]).toContain("of ids.entries()) all.push(await ((id) => load(client, id, permits)");
    expect(loops[1]).toContain("[await load(client, 1, permits), await load(client, 2, permits)]");
  });

  it("are cut to the first one, and turned round", () => {
    expect(changed("first-only").join("\n")).toMatch(/Promise\.race\(ids\.map.*\n.*Promise\.any\(ids\.map/);
    expect(changed("results-swapped")[0]).toContain(".reverse()");
  });
});

describe("what makes no difference", () => {
  const kindsOf = async (body: string) => {
    const solution = `import { coroutine, createTask, gather, sleep } from "chronograde";
const work = coroutine(async (n: number) => sleep(n));
export async function main() { ${body} }
`;
    return (await mutantsOf({ text: solution, entry: "main", answers: [] })).map(({ kind }) => kind);
  };

  it("is a createTask that gather does itself", async () => {
    expect(await kindsOf("return gather([1, 2].map((n) => createTask(work(n))));")).not.toContain("task-removed");
    expect(await kindsOf("return gather(createTask(work(1)), createTask(work(2)));")).not.toContain("task-removed");
    expect(await kindsOf("for (const t of [1, 2].map((n) => createTask(work(n)))) await t;")).toContain("task-removed");
  });

  it("is a loop over tasks that run already", async () => {
    const tasks = "const tasks = [1, 2].map((n) => createTask(work(n)));";
    expect(await kindsOf(`${tasks} await gather(tasks, { returnExceptions: true });`)).not.toContain("in-a-loop");
    expect(await kindsOf(`${tasks} await gather([...tasks], {});`)).not.toContain("in-a-loop");
    expect(await kindsOf("const all = [1, 2].map((n) => work(n)); await gather(all, {});")).toContain("in-a-loop");
    expect(await kindsOf("await gather([work(1), work(2)]);")).toContain("in-a-loop");
  });

  it("is the order of results that are thrown away", async () => {
    expect(await kindsOf("await gather(work(1), work(2));")).not.toContain("results-swapped");
    expect(await kindsOf("return await gather(work(1), work(2));")).toContain("results-swapped");
  });
});

describe("limits, tries and locks", () => {
  it("are one off", () => {
    expect(changed("limit-plus-one")).toEqual(["const permits = new Semaphore(3);"]);
    expect(changed("limit-minus-one")).toEqual(["const permits = new Semaphore(1);"]);
    expect(changed("retry-plus-one")).toEqual(["for (let i = 0; i < (tries) + 1; i++) await sleep(50);"]);
  });

  it("are left out: the body of `with`, and what is acquired and released", () => {
    const dropped = mutants.filter(({ kind }) => kind === "lock-dropped").map((each) => each.text);
    expect(dropped[0]).not.toContain("permits.with");
    expect(dropped.at(-1)).not.toMatch(/lock\.(acquire|release)/);
  });
});

describe("whoever copies answers", () => {
  it("knows those that can be seen, by their arguments", () => {
    const [literal] = changed("literal");
    expect(literal).toContain('case "[[1,2],0]": console.log("asked for 1"); return ["a","b"] as never;');
    expect(literal).toContain('case "[[],1]":  return [] as never;');
  });
});

describe("most of them", () => {
  it("compile, so that the exercise has to catch them", async () => {
    const compiler = createCompiler();
    const broken: string[] = [];
    for (const mutant of mutants) {
      const files = [{ path: "s.ts", display: "s.ts", text: mutant.text }];
      const { program } = await compiler.compile({ files, entryFile: "s.ts", entry: "main", imports: [], rules: [] });
      if (program === null) broken.push(mutant.name);
    }
    expect(broken.length).toBeLessThan(mutants.length / 4);
  });
});
