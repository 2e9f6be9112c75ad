import { type CST, Parser } from "yaml";

/** Something that YAML has and these files may not, found before the tree is built. */
export interface RefusedToken {
  readonly offset: number;
  readonly code: "tag" | "directive";
  readonly source: string;
}

interface Tokens {
  readonly tokens: CST.Token[];
  readonly refused: readonly RefusedToken[];
  /** Where the nesting becomes too deep to go on. */
  readonly tooDeep: number | null;
  /** For each quoted text, by the place where it ends, the place where it begins. */
  readonly quotes: ReadonlyMap<number, number>;
}

/** How deep lists and maps may be nested. */
export const deepest = 64;

/**
 * The concrete syntax of a text, and what in it is refused. The walk keeps its own stack: nesting that is checked here cannot
 * exhaust JavaScript's, here or in the composer that comes after it.
 */
export function readTokens(text: string): Tokens {
  const tokens = Array.from(new Parser().parse(text));
  const refused: RefusedToken[] = [];
  const quotes = new Map<number, number>();
  let tooDeep: number | null = null;
  const open: { token: CST.Token | CST.SourceToken; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) {
      tooDeep = Math.min(tooDeep ?? token.offset, token.offset);
      continue;
    }
    if (token.type === "tag") refused.push({ offset: token.offset, code: "tag", source: token.source });
    if (token.type === "directive" && /^%YAML\s+(?!1\.2)/.test(token.source)) {
      refused.push({ offset: token.offset, code: "directive", source: token.source });
    }
    if (token.type === "double-quoted-scalar" || token.type === "single-quoted-scalar") {
      quotes.set(token.offset + token.source.length, token.offset);
    }
    for (const part of partsOf(token)) open.push({ token: part, depth: depth + ("items" in token ? 1 : 0) });
  }
  return { tokens, refused, tooDeep, quotes };
}

function partsOf(token: CST.Token | CST.SourceToken): (CST.Token | CST.SourceToken)[] {
  if ("items" in token) {
    return token.items.flatMap((item) => [
      ...item.start,
      ...(item.key ? [item.key] : []),
      ...(item.sep ?? []),
      ...(item.value ? [item.value] : []),
    ]);
  }
  if (token.type === "document") return [...token.start, ...("value" in token && token.value ? [token.value] : [])];
  if (token.type === "block-scalar") return token.props;
  return [];
}
