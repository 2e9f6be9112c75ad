import { Composer, isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from "yaml";
import { type Position, showText } from "../values/index.ts";
import type { ExerciseError } from "./exercise.ts";
import { positionsIn } from "./lines.ts";
import { mistake, type MistakeText } from "./mistake.ts";
import type { Entry, MapNode, Node } from "./tree.ts";
import { tellSyntaxError } from "./yaml-syntax.ts";
import { deepest, type RefusedToken, readTokens } from "./yaml-tokens.ts";

/** How many nodes aliases may stand for in one file, all together. */
const mostAliased = 10_000;

/** A file with more tags than this is not read any further. */
const mostRefused = 1000;

/** The file's data; null when the mistakes leave nothing that could be checked further. */
export interface YamlFile {
  readonly root: Node | null;
  readonly errors: readonly ExerciseError[];
}

/** Reads YAML 1.2 without the parts of it that hide what a file says: tags, merge keys, duplicate keys, several documents. */
export function readYaml(display: string, text: string): YamlFile {
  const at = positionsIn(display, text);
  const { tokens, refused, tooDeep, quotes } = readTokens(text);
  if (tooDeep !== null) {
    const told = {
      code: "too-deep",
      message: `this is nested deeper than ${deepest} levels`,
      found: `more than ${deepest} levels`,
      expected: `at most ${deepest} levels`,
    };
    return { root: null, errors: [mistake(at(tooDeep), told)] };
  }
  const errors = refused
    .toSorted((a, b) => a.offset - b.offset)
    .map((token) => mistake(at(token.offset), textOf(token)));
  // The composer's time grows with the square of the tags on one value.
  if (refused.length > mostRefused) return { root: null, errors: errors.slice(0, mostRefused) };
  const composer = new Composer({ uniqueKeys: false, merge: false, logLevel: "silent", prettyErrors: false });
  const documents = Array.from(composer.compose(tokens, true, text.length));
  const syntax = documents.flatMap((document) => document.errors);
  const told = new Set<number>();
  for (const error of syntax) {
    const { offset, told: words } = tellSyntaxError(error, text, quotes);
    const place = at(offset);
    // What the parser stumbles over in the same line comes from the first of them.
    if (told.has(place.line)) continue;
    told.add(place.line);
    errors.push(mistake(place, words));
  }
  const [document, second] = documents;
  if (second) {
    const told = {
      code: "multiple-documents",
      message: "a second YAML document begins here; a file has one",
      found: "a second document",
      expected: "one document",
    };
    errors.push(mistake(at(second.range[0]), told));
  }
  if (syntax.length > 0) return { root: null, errors };
  const content = document?.contents;
  if (!content || (isScalar(content) && content.value === null && content.source === "")) {
    const told = { code: "empty-file", message: "the file is empty", found: "nothing", expected: "keys and values" };
    errors.push(mistake(at(0), told));
    return { root: null, errors };
  }
  return buildTree(content, text, at, errors);
}

/** Aliases that stand for too much: `told` is for the outermost of them. */
class Bomb extends Error {
  readonly told: Omit<MistakeText, "found">;

  constructor(told: Omit<MistakeText, "found">) {
    super(told.message);
    this.told = told;
  }
}

const tooMany: Omit<MistakeText, "found"> = {
  code: "alias-bomb",
  message: `the aliases of this file stand for more than ${mostAliased} values in total; use fewer of them`,
  expected: `aliases for at most ${mostAliased} values`,
};

const tooDeepByAlias: Omit<MistakeText, "found"> = {
  code: "too-deep",
  message: `with what this alias stands for, the file is nested deeper than ${deepest} levels`,
  expected: `at most ${deepest} levels`,
};

function buildTree(
  content: ParsedNode,
  text: string,
  at: (offset: number) => Position,
  errors: ExerciseError[],
): YamlFile {
  const anchors = new Map<string, ParsedNode>();
  const open = new Set<ParsedNode>();
  let aliased = 0;
  let inAlias = 0;

  const refuse = (offset: number, text: MistakeText) => errors.push(mistake(at(offset), text));

  function build(node: ParsedNode): Node {
    if (inAlias > 0 && ++aliased > mostAliased) throw new Bomb(tooMany);
    const start = node.range[0];
    if (isAlias(node)) return resolve(node.source, start);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      return { kind: "scalar", at: at(start), value: scalarValue(node.value), source: node.source ?? "" };
    }
    if (open.size >= deepest) throw new Bomb(tooDeepByAlias);
    if (isMap(node)) refuseUnquoted(node);
    open.add(node);
    const result: Node = isSeq(node)
      ? { kind: "list", at: at(start), items: node.items.map((item) => build(item)) }
      : { kind: "map", at: at(start), ...(isMap(node) ? buildMap(node.items) : noEntries) };
    open.delete(node);
    return result;
  }

  function buildMap(pairs: Pairs): Pick<MapNode, "entries" | "merged"> {
    let merged = false;
    const entries = new Map<string, Entry>();
    for (const { key, value } of pairs) {
      const start = key.range[0];
      const name = isScalar(key) ? keyName(key.value, key.source) : null;
      if (name === null) {
        refuse(start, { code: "wrong-key", message: "a key is a string", found: describeKey(key), expected: "a text" });
        if (value) build(value);
        continue;
      }
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
        refuse(start, {
          code: "merge-key",
          message: "merge keys are not supported; write the keys themselves",
          found: "`<<`",
          expected: "keys and values",
        });
        merged = true;
        continue;
      }
      const built: Node = value ? build(value) : { kind: "scalar", at: at(key.range[1]), value: null, source: "" };
      const first = entries.get(name);
      if (first) {
        refuse(start, {
          code: "duplicate-key",
          message: `\`${name}\` is given twice; the first one is on line ${first.keyAt.line}`,
          found: `\`${name}\` twice`,
          expected: "each key once",
        });
      } else {
        entries.set(name, { keyAt: at(start), value: built });
      }
    }
    return { entries, merged };
  }

  /** `[ann: sent]` is a list with the map `{ ann: sent }` in it. Whoever means text is not told by anything but a check that fails. */
  function refuseUnquoted({ flow, items: [pair], range: [start] }: YAMLMap.Parsed): void {
    if (flow !== true || text[start] === "{" || !isPlainText(pair?.key) || !isPlainText(pair.value)) return;
    const written = `${pair.key.source}: ${pair.value.source}`;
    refuse(start, {
      code: "unquoted-text",
      message: `text that contains a colon and a space needs quotes; a map in a list is written { ${written} }`,
      found: showText(written, 40),
      expected: "a string in quotes, or a map in { }",
      suggestion: written.length < 60 ? JSON.stringify(written) : null,
    });
  }

  function resolve(name: string, start: number): Node {
    const nothing: Node = { kind: "scalar", at: at(start), value: null, source: "" };
    const target = anchors.get(name);
    if (!target || open.has(target)) {
      refuse(start, {
        code: "alias",
        message: target
          ? `\`*${name}\` is inside the value that it stands for`
          : `there is no \`&${name}\` before this alias`,
        found: `\`*${name}\``,
        expected: "the name of a finished anchor before it",
      });
      return nothing;
    }
    inAlias++;
    try {
      return build(target);
    } catch (error) {
      if (error instanceof Bomb && inAlias === 1) refuse(start, { ...error.told, found: `\`*${name}\`` });
      throw error;
    } finally {
      inAlias--;
    }
  }

  try {
    const root = build(content);
    return { root, errors };
  } catch (error) {
    if (!(error instanceof Bomb)) throw error;
    return { root: null, errors };
  }
}

const noEntries = { entries: new Map<string, Entry>(), merged: false };

type Pairs = readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[];

function scalarValue(value: unknown): null | boolean | number | string {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  return null;
}

function isPlainText(node: ParsedNode | null | undefined): node is Scalar.Parsed & { value: string; source: string } {
  return isScalar(node) && node.type === "PLAIN" && typeof node.value === "string";
}

/** A key that YAML takes for a number or a boolean is the text that was written. */
function keyName(value: unknown, source: string | undefined): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? (source ?? String(value)) : null;
}

function describeKey(key: ParsedNode): string {
  if (isScalar(key)) return key.source === "" || key.source === undefined ? "nothing" : `\`${key.source}\``;
  return isAlias(key) ? "an alias" : isSeq(key) ? "a list" : "a map";
}

function textOf({ code, source }: RefusedToken): MistakeText {
  return code === "tag"
    ? {
        code,
        message: "tags are not supported; write the value alone",
        found: `\`${source}\``,
        expected: "a value without a tag",
      }
    : {
        code,
        message: "these files are YAML 1.2",
        found: `\`${source.trim()}\``,
        expected: "no %YAML, or %YAML 1.2",
      };
}
