/** The first line of our comment, by which the next run finds it. */
export const marker = "<!-- chronograde -->";

const longestLine = 400; // characters
/** GitHub takes no comment of more than 65536 characters. */
const longestBlock = 60_000;

/**
 * The comment. Whether the run went well is GitHub's word; all else is the run's, and stands in a block in which GitHub obeys nothing: no
 * markup, no link, no mention, no closing tag.
 *
 * @param {import("./pull-request.mjs").Run} run
 * @param {import("./result.mjs").Result | string} result a sentence when there is none
 */
export function commentText(run, result) {
  const verdict = run.conclusion === "success" ? "passed" : "did not pass";
  const lines = typeof result === "string" ? [result] : resultLines(result);
  const block = fitting(lines.flatMap((line) => line.split("\n")).map(harmless));
  return [
    marker,
    `**chronograde: commit ${run.commit.slice(0, 12)} ${verdict}.** [The run](${run.url}) has all of it; this is what it reports:`,
    "",
    `<pre>\n${block.join("\n")}\n</pre>`,
    "",
  ].join("\n");
}

/** @param {import("./result.mjs").Result} result */
function resultLines({ results, tampered, faulty }) {
  const lines = [];
  if (tampered.length > 0) {
    lines.push(
      "Changed, and not part of a submission:",
      ...tampered.map(({ path, message }) => `  ${path}: ${message}`),
      "",
    );
  }
  if (faulty) lines.push("An exercise of the base is wrong, and was not graded: that is the instructor's to mend.", "");
  if (results.length === 0) lines.push("Nothing was graded.");
  for (const { exercise, status, score, maxScore, findings } of results) {
    lines.push(
      score === null
        ? `! ${exercise}: not graded, which costs no points`
        : `${status === "passed" ? "✓" : "✗"} ${exercise}: ${status}, ${score} of ${maxScore} points`,
      ...findings.map((finding) => `    ${finding.replaceAll("\n", "\n      ")}`),
    );
  }
  return lines;
}

/** @param {string[]} lines */
function fitting(lines) {
  let length = 0;
  const end = lines.findIndex((line) => (length += line.length + 1) > longestBlock);
  return end < 0 ? lines : [...lines.slice(0, end), `… and ${lines.length - end} lines more, in the log of the run.`];
}

/**
 * One line: controls, and characters that are invisible or turn the line around, are shown as their numbers.
 *
 * @param {string} text
 */
function harmless(text) {
  const cut = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  return cut
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
