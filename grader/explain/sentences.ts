/** Behind these a text that is shown in quotes has been cut off, before its closing one. */
const afterCut = String.raw`(?:$|; |: at |, expected |, but |\. [A-Z]|[)\]}])`;

/** What is quoted: names in backticks, patterns, texts, also such as were cut to be shown. */
const quoted = [
  "`[^`]*`",
  String.raw`text matching /(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\])+/[a-z]*`,
  String.raw`"(?:\\.|…(?!${afterCut})|[^"\\…])*(?:"|…(?=${afterCut}))`,
].join("|");

const pieces = new RegExp(`${quoted}|(?<end>\\.(?= |$))|.`, "gsu");

/** The sentences of a message without the period at the end of each. What is quoted in one may have any. */
export function sentencesOf(message: string): readonly string[] {
  const sentences = [""];
  for (const { 0: piece, groups } of message.matchAll(pieces)) {
    if (groups?.end !== undefined) sentences.push("");
    else sentences.push(`${sentences.pop()!}${piece}`);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== "");
}

export function withoutQuoted(message: string): string {
  return message.replaceAll(new RegExp(quoted, "gsu"), "…");
}
