import type { TypeError } from "./type-error.ts";

/** The checker's words as sentences, with its quotation marks as people write code in text. */
export function plainly(error: TypeError): string {
  const lines = error.detail.split("\n").map((line) => line.trim());
  const first = error.code === 2769 ? overload(lines) : (lines[0] ?? error.text);
  const reason = error.code === 2769 ? null : reasonIn(lines);
  const told = first.replace(GUESS, "");
  return sentence(reason === null ? told : `${told} ${reason}`);
}

const GUESS = / ?Did you mean .*\?$/;

/** The checker's own guess, which stands at the end of its sentence. */
export function guess(error: TypeError): string | null {
  const found = GUESS.exec(error.text)?.[0];
  return found === undefined ? null : sentence(found.trim());
}

/** Of several forms of a function none fits: what the last one says is closest to what was meant. */
function overload(lines: readonly string[]): string {
  return lines.filter((line) => line.startsWith("Argument of type")).at(-1) ?? lines[0] ?? "";
}

/** One further sentence helps when it names the property that differs; the others repeat the types. */
function reasonIn(lines: readonly string[]): string | null {
  return lines.slice(1).find((line) => /^(?:Property|Types of property|Object literal)/.test(line)) ?? null;
}

export function sentence(text: string): string {
  const quoted = text.replace(/(?<=^|[\s(])'([^'\n]*)'(?=$|[\s.,;:)?])/g, "`$1`");
  return /[.?!]$/.test(quoted) ? quoted : `${quoted}.`;
}

/** Mistakes of the grammar, said as what is missing where. */
export function plainSyntax(code: number, text: string): { message: string; hint: string | null } {
  const wanted = /^'([^']+)' expected\.$/.exec(text)?.[1];
  if (wanted !== undefined) {
    return {
      message: `A \`${wanted}\` is missing here.`,
      hint: CLOSING.get(wanted) ?? "Look at this line and the one before it.",
    };
  }
  switch (code) {
    case 1002:
      return { message: "This string has no end.", hint: "Close it with the same quotation mark that starts it." };
    case 1010:
      return { message: "This comment has no end.", hint: "Close it with */." };
    case 1160:
      return { message: "This template string has no end.", hint: "Close it with a backtick." };
    case 1109:
      return {
        message: "A value is missing here.",
        hint: "Something before it needs one: an operator, a comma, a return.",
      };
    case 1185:
      return {
        message: "Git left both versions of these lines here.",
        hint: "Keep the version that you want, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
      };
    case 1472:
      return { message: "This try has no catch and no finally.", hint: "Write `catch (error) { … }` after it." };
    case 1128:
      return {
        message: "A statement cannot start here.",
        hint: "There is probably one closing bracket too many above.",
      };
    default:
      return { message: sentence(text), hint: null };
  }
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  [")", "Every opening ( needs its closing )."],
  ["}", "Every opening { needs its closing }. The editor shows which one belongs to which."],
  ["]", "Every opening [ needs its closing ]."],
  ["=>", "An arrow function is written `(a, b) => …`."],
  [",", "Items of a list, parameters and arguments need commas between them."],
]);
