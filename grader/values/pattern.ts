import { RE2JS } from "re2js";
import type { TextPattern } from "./expected.ts";

const longestSource = 1000;
const compiled = new Map<string, RE2JS>();
const mostCompiled = 200;

/** `/re/flags` is a regular expression, any other text is exact. Flags are JavaScript's letters; other letters make it exact. */
export function parseTextPattern(text: string): TextPattern {
  const parts = /^\/(.+)\/([dgimsuvy]*)$/s.exec(text);
  return parts ? { kind: "regex", source: parts[1]!, flags: parts[2]! } : { kind: "exact", text };
}

/** Why this pattern cannot be used, as the end of a sentence; null when it can. */
export function patternProblem(pattern: TextPattern): string | null {
  if (pattern.kind === "exact") return null;
  try {
    expression(pattern.source, pattern.flags);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Whether the text fits: the very text, or for a regular expression any part of it. Time is linear in the text.
 * @throws Error with the sentence of `patternProblem` when the pattern cannot be used.
 */
export function textMatches(pattern: TextPattern, text: string): boolean {
  return pattern.kind === "exact" ? pattern.text === text : expression(pattern.source, pattern.flags).test(text);
}

function expression(source: string, flags: string): RE2JS {
  const key = `${flags}/${source}`;
  const known = compiled.get(key);
  if (known) return known;
  const fresh = compile(source, flags);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(key, fresh);
  return fresh;
}

function compile(source: string, flags: string): RE2JS {
  if (source.length > longestSource) throw new Error(`it is longer than ${longestSource} characters`);
  let bits = 0;
  for (const [index, flag] of Array.from(flags).entries()) {
    if (flags.indexOf(flag) !== index) throw new Error(`the flag \`${flag}\` is given twice`);
    if (flag === "i") bits |= RE2JS.CASE_INSENSITIVE;
    else if (flag === "m") bits |= RE2JS.MULTILINE;
    else if (flag === "s") bits |= RE2JS.DOTALL;
    // These change what exec() tells or how a caller repeats it, never whether there is a match.
    else if (!"dgu".includes(flag)) throw new Error(`the flag \`${flag}\` is not supported; use i, m or s`);
  }
  const translated = translate(source, flags.includes("s"));
  try {
    return RE2JS.compile(translated, bits);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(reason.replace(/^error parsing regexp: /, ""), { cause: error });
  }
}

const space = "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const boundedTime = "which cannot be matched in bounded time";

/** JavaScript's meaning in RE2's words. What RE2 would silently understand otherwise is refused or replaced here. */
function translate(source: string, dotIsAll: boolean): string {
  let out = "";
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const two = source.slice(i, i + 2);
    if (two.startsWith("\\")) {
      if (two === "\\k") throw new Error(`it has a backreference (\`\\k\`), ${boundedTime}`);
      if (!inClass && /^\\[1-9]$/.test(two)) throw new Error(`it has a backreference (\`${two}\`), ${boundedTime}`);
      if (/^\\[AzZQEC]$/.test(two))
        throw new Error(`\`${two}\` is not an escape in JavaScript; use ^, $ or plain characters`);
      if (two === "\\s") out += inClass ? space : `[${space}]`;
      else if (two === "\\S" && !inClass) out += `[^${space}]`;
      else out += two;
      i++;
      continue;
    }
    if (!inClass) {
      const look = /^\(\?<?[=!]/.exec(source.slice(i, i + 4));
      if (look)
        throw new Error(
          `it has a ${look[0].includes("<") ? "lookbehind" : "lookahead"} (\`${look[0]}\`), ${boundedTime}`,
        );
    } else if (two === "[:") {
      throw new Error("`[:` inside a character class has another meaning here; write `:[`");
    }
    const character = source.charAt(i);
    if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    // RE2 knows one line break, JavaScript four.
    out += character === "." && !inClass && !dotIsAll ? "[^\\n\\r\\x{2028}\\x{2029}]" : character;
  }
  return RE2JS.translateRegExp(out);
}
