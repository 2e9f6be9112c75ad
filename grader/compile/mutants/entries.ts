import type { ts, TypeScript } from "../typescript.ts";
import type { Candidate } from "./mutant.ts";

/** What the entry gave in a scenario that a learner can see: what somebody would write down who copies answers. */
export interface Answer {
  /** JSON. */
  readonly args: string;
  /** JSON of the value; null when there is none. */
  readonly value: string | null;
  readonly lines: readonly string[];
}

/** Mistakes about the entry as a whole. */
export function entryMutants(
  ts: TypeScript,
  source: ts.SourceFile,
  { entry, answers }: { entry: string | null; answers: readonly Answer[] },
): readonly Candidate[] {
  const found = entry === null ? null : entryFunction(ts, source, entry);
  if (found === null || found.body === undefined || !ts.isBlock(found.body)) return [];
  const { body } = found;
  const inside = { start: body.getStart(source) + 1, end: body.getEnd() - 1 };
  const begin = (text: string) => [{ start: inside.start, end: inside.start, text: ` ${text}` }];
  const whole = (text: string) => [{ ...inside, text: ` ${text} ` }];
  const written = source.text.slice(inside.start, inside.end);
  const wait = `await new Promise<void>((go) => setTimeout(go, 1));`;
  const all: Candidate[] = [
    { kind: "does-nothing", what: "the entry does nothing", edits: whole(`${wait} return undefined as never;`) },
    {
      kind: "slower",
      what: "a second is lost at the start",
      edits: begin("await new Promise<void>((go) => setTimeout(go, 1000));"),
    },
    {
      kind: "stray-task",
      what: "something is left running",
      edits: begin(`createTask__(async () => { await sleep__(1e4); }, { name: "stray" });`),
    },
    {
      kind: "doubled",
      what: "everything is done twice at the same time",
      edits: whole(
        `const twice = async () => {${written}}; const both = [createTask__(twice), createTask__(twice)] as const; const first = await both[0]; await both[1]; return first as never;`,
      ),
    },
  ];
  if (answers.length > 0) {
    const params = found.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : null));
    if (!params.includes(null)) {
      all.push({
        kind: "literal",
        what: "the answers are written down",
        edits: whole(literal(params as string[], answers)),
      });
    }
  }
  return all.map((each) => ({ ...each, edits: withImports(each.edits) }));
}

/** Under names that nobody has. */
function withImports(edits: Candidate["edits"]): Candidate["edits"] {
  const used = edits.map(({ text }) => text).join("");
  const names = ["createTask", "sleep"].filter((name) => used.includes(`${name}__`));
  if (names.length === 0) return edits;
  const list = names.map((name) => `${name} as ${name}__`).join(", ");
  return [{ start: 0, end: 0, text: `import { ${list} } from "chronograde"; ` }, ...edits];
}

function literal(params: readonly string[], answers: readonly Answer[]): string {
  const cases = answers.map(({ args, value, lines }) => {
    const prints = lines.map((line) => `console.log(${JSON.stringify(line)});`).join(" ");
    return `case ${JSON.stringify(args)}: ${prints} return ${value ?? "undefined"} as never;`;
  });
  const known = JSON.stringify(answers[0]!.args);
  const key = `const asked = JSON.stringify([${params.join(", ")}]);`;
  const choice = `switch ([${answers.map(({ args }) => JSON.stringify(args)).join(", ")}].includes(asked) ? asked : ${known})`;
  return `${key} ${choice} { ${[...new Set(cases)].join(" ")} } return undefined as never;`;
}

function entryFunction(ts: TypeScript, source: ts.SourceFile, entry: string): ts.FunctionLikeDeclaration | null {
  let found: ts.FunctionLikeDeclaration | null = null;
  const own = entry.slice(entry.lastIndexOf(".") + 1);
  const functionIn = (node: ts.Expression | undefined): ts.FunctionLikeDeclaration | null => {
    if (node === undefined) return null;
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
    return ts.isCallExpression(node) ? functionIn(node.arguments[0]) : null;
  };
  const look = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name?.getText(source) === own) {
      found ??= node;
    }
    if (ts.isVariableDeclaration(node) && node.name.getText(source) === own) found ??= functionIn(node.initializer);
    if (
      ts.isSourceFile(node) ||
      ts.isVariableStatement(node) ||
      ts.isVariableDeclarationList(node) ||
      ts.isClassDeclaration(node)
    ) {
      ts.forEachChild(node, look);
    }
  };
  look(source);
  return found;
}
