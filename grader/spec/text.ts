import type { ExerciseError } from "./exercise.ts";
import { mistake } from "./mistake.ts";

const mostBytes = 1024 * 1024;

/** The text of a file without its BOM; or why it cannot be read, with the place. */
export function decodeText(
  display: string,
  content: string | Uint8Array,
): { text: string } | { errors: ExerciseError[] } {
  const size = typeof content === "string" ? Buffer.byteLength(content) : content.length;
  if (size > mostBytes) {
    return refused(display, "", {
      code: "file-too-large",
      message: "the file is larger than 1 MB",
      found: `${size} bytes`,
      expected: `at most ${mostBytes} bytes`,
    });
  }
  let text: string;
  if (typeof content === "string") {
    text = content.replace(/^\uFEFF/, "");
  } else {
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    } catch {
      return refused(display, validBeginning(content), {
        code: "not-utf8",
        message: "the file is not UTF-8 text; save it as UTF-8",
        found: "bytes that are not UTF-8",
        expected: "UTF-8 text",
      });
    }
  }
  // YAML forbids these, and a NUL would be shown to nobody.
  // oxlint-disable-next-line no-control-regex
  const control = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFE\uFFFF]/.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return refused(display, text.slice(0, control.index), {
      code: "control-character",
      message: `the file has a control character (U+${code}), which YAML does not allow`,
      found: `U+${code}`,
      expected: "printable text",
    });
  }
  const bare = /\r(?!\n)/.exec(text);
  if (bare) {
    return refused(display, text.slice(0, bare.index), {
      code: "control-character",
      message: "a line ends here with only a carriage return (U+000D); save the file with LF or CRLF line endings",
      found: "U+000D without U+000A",
      expected: "LF or CRLF",
    });
  }
  return { text };
}

/** What comes before the first wrong byte. */
function validBeginning(content: Uint8Array): string {
  const isValid = (length: number) => {
    try {
      // As a stream: a character cut off at the end is no mistake of the beginning.
      new TextDecoder("utf-8", { fatal: true }).decode(content.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = content.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isValid(middle)) good = middle;
    else bad = middle;
  }
  const text = new TextDecoder("utf-8").decode(content.subarray(0, good), { stream: true });
  return text.replace(/\uFFFD$/, "");
}

function refused(display: string, before: string, text: Parameters<typeof mistake>[1]): { errors: ExerciseError[] } {
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  return { errors: [mistake({ file: display, line, column }, text)] };
}
