import { closest, distance } from "fastest-levenshtein";
import { unavailableMessage, UNAVAILABLE } from "../unavailable.ts";
import type { Advice, TypeError } from "./type-error.ts";

/** Codes of "Cannot find name", which the checker words anew for every platform that it thinks of. */
const UNKNOWN_NAME = new Set([2304, 2503, 2552, 2580, 2582, 2584, 2585, 2591, 2592, 2593, 2868]);

/** What a person who comes from Python writes. */
const PYTHON: ReadonlyMap<string, string> = new Map([
  ["print", "Write `console.log(…)`."],
  ["len", "Lists and strings have a `length`: `list.length`."],
  ["range", "Count with `for (let i = 0; i < n; i++)`."],
  ["None", "Write `null` or `undefined`."],
  ["True", "Write `true`."],
  ["False", "Write `false`."],
  ["str", "The type is `string`."],
  ["int", "The type is `number`."],
  ["float", "The type is `number`."],
  ["bool", "The type is `boolean`."],
]);

/** A name that does not exist: one that no submission has, one whose import is missing, one that is misspelt. */
export function unknownName(error: TypeError): Advice | null {
  const name = error.node.getText();
  const guess = /Did you mean (?:the .* )?'([^']+)'\?/.exec(error.text)?.[1];
  if (error.code === 7017 || error.code === 2339) return unknownGlobal(error, name);
  if (!UNKNOWN_NAME.has(error.code)) return null;
  const unavailable = UNAVAILABLE.get(name);
  if (unavailable !== undefined) return { code: "unavailable", message: unavailableMessage(name), hint: unavailable };
  if (name === "asyncio") {
    return {
      message: "There is no object named asyncio.",
      hint: 'Import what you need by name: `import { createTask, gather, run, sleep } from "chronograde";`',
    };
  }
  const python = PYTHON.get(name);
  if (python !== undefined) return { message: `There is nothing named ${name} here.`, hint: python };
  const exports = runtimeExports(error);
  const meant = exports.includes(name) ? name : nearest(name, exports);
  const message = `There is nothing named ${name} here.`;
  if (meant === name) return { message, hint: `Import it: \`import { ${name} } from "chronograde";\`` };
  if (guess !== undefined) return { message, hint: `Did you mean \`${guess}\`?` };
  if (meant !== null) return { message, hint: `Did you mean \`${meant}\` of chronograde? Import it first.` };
  return { message, hint: "Check the spelling, or define it or import it first." };
}

/** `globalThis.process` */
function unknownGlobal(error: TypeError, name: string): Advice | null {
  if (!error.text.includes("typeof globalThis")) return null;
  const unavailable = UNAVAILABLE.get(name);
  const message = `There is no global named ${name}.`;
  return unavailable === undefined
    ? { message, hint: "Keep it in a variable of your own instead." }
    : { code: "unavailable", message: unavailableMessage(name), hint: unavailable };
}

/** An import of a name that the module does not export. */
export function unknownExport(error: TypeError): Advice | null {
  if (error.code !== 2305 && error.code !== 2724 && error.code !== 2614) return null;
  const name = error.node.getText();
  const { ts, checker } = error.submission;
  const statement =
    ts.findAncestor(error.node, ts.isImportDeclaration) ?? ts.findAncestor(error.node, ts.isExportDeclaration);
  const specifier = statement?.moduleSpecifier;
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return null;
  const module = checker.getSymbolAtLocation(specifier);
  const exports = module === undefined ? [] : checker.getExportsOfModule(module).map((symbol) => symbol.name);
  const meant = nearest(name, exports);
  const message = `"${specifier.text}" has no export named ${name}.`;
  if (meant !== null) return { message, hint: `Did you mean \`${meant}\`?` };
  if (exports.length === 0) return { message, hint: `Write \`export\` in front of ${name} in that file.` };
  return { message, hint: exports.length > 12 ? null : `It exports ${exports.join(", ")}.` };
}

/** `new Event()` without the import is the browser's Event, which has a name and cannot be waited for. */
export function globalEvent(error: TypeError): Advice | null {
  const { ts, checker } = error.submission;
  const hint =
    'This is the global Event of the web. For the one that tasks wait for, write `import { Event } from "chronograde";`';
  if (error.code === 2554) {
    const created = ts.findAncestor(error.node, ts.isNewExpression);
    if (created === undefined || created.expression.getText() !== "Event" || (created.arguments?.length ?? 0) > 0)
      return null;
    return { message: "The global Event needs the name of an event.", hint };
  }
  if (error.code !== 2339 && error.code !== 2551) return null;
  const { parent } = error.node;
  if (parent === undefined || !ts.isPropertyAccessExpression(parent)) return null;
  if (!["wait", "set", "isSet", "clear", "is_set"].includes(error.node.getText())) return null;
  const type = checker.getTypeAtLocation(parent.expression);
  const declared = type.symbol?.declarations?.some((each) => each.getSourceFile().fileName.endsWith("/events.d.ts"));
  return type.symbol?.name === "Event" && declared === true ? { hint } : null;
}

/** Newer than the language that a submission has. */
export function tooNew(error: TypeError): Advice | null {
  if (error.code !== 2550 && error.code !== 2583) return null;
  return {
    message: error.text.replace(/ Do you need to change your target library\?.*$/, ""),
    hint: "It is newer than ECMAScript 2023, the version that submissions use.",
  };
}

/** A property that is misspelt, or spelt as in Python. */
export function unknownProperty(error: TypeError): Advice | null {
  if (error.code !== 2339 && error.code !== 2551) return null;
  const { ts, checker } = error.submission;
  const { parent } = error.node;
  if (parent === undefined || !ts.isPropertyAccessExpression(parent) || parent.name !== error.node) return null;
  const type = checker.getApparentType(checker.getTypeAtLocation(parent.expression));
  const name = error.node.getText();
  if (type.symbol?.name === "Response") {
    return { hint: "A Response is not the data yet: `const data = await response.json();`" };
  }
  if (type.symbol?.name === "PromiseLike" && (name === "catch" || name === "finally")) {
    return { hint: `Await it between \`try\` and \`${name}\`, or begin the chain with a task: \`createTask(…)\`.` };
  }
  if (name === "append" && checker.isArrayLikeType(type)) return { hint: "Write `push(…)`." };
  if (type.symbol?.name === "ImportMeta") {
    return { message: `import.meta.${name} is not available in a submission.`, hint: null };
  }
  const returned = type.getCallSignatures()[0]?.getReturnType();
  if (returned !== undefined && checker.getPropertyOfType(checker.getApparentType(returned), name) !== undefined) {
    const shown = parent.expression.getText();
    return { hint: `\`${shown}\` is a function: call it first, \`${shown}(…).${name}\`.` };
  }
  const meant = nearest(
    name,
    checker.getPropertiesOfType(type).map((property) => property.name),
  );
  return meant === null ? null : { hint: `Did you mean \`${meant}\`?` };
}

function runtimeExports(error: TypeError): string[] {
  const { checker } = error.submission;
  const module = checker.getAmbientModules().find(({ name }) => name === '"chronograde"');
  return module === undefined ? [] : checker.getExportsOfModule(module).map((symbol) => symbol.name);
}

/** create_task and CreateTask are createTask. */
function nearest(name: string, names: readonly string[]): string | null {
  const same = names.find((each) => plain(each) === plain(name));
  if (same !== undefined) return same;
  if (names.length === 0 || name.length < 3) return null;
  const best = closest(name, [...names]);
  return distance(best, name) <= Math.max(1, Math.floor(name.length / 4)) ? best : null;
}

function plain(text: string): string {
  return text.replaceAll("_", "").toLowerCase();
}
