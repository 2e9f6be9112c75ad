import type { Finding } from "../score/index.ts";

/** What of a finding is still news. */
export interface News {
  readonly message: string;
  readonly hint: string | null;
  readonly why: string | null;
}

interface Told {
  readonly title: string;
  readonly shape: string;
}

/** A reason shorter than this is no longer than the words that would refer to it. */
const leastReason = 70;

/**
 * What a text has told of one submission. One mistake spoils many checks, and each of them has the same reason in full (the JSON result keeps it so):
 * in a text, a reason is told once for each line, and referred to after that. What a check itself found, which its first sentence says, is always told.
 */
export class ToldBefore {
  readonly #messages = new Map<string, Told[]>();
  readonly #hints = new Set<string>();
  readonly #whys = new Set<string>();

  /** @param title of the check, to refer to it; "" for what belongs to none */
  news({ message, hint, at }: Finding, why: string | null, title = ""): News {
    const line = at === null ? "" : `${at.file}:${at.line}`;
    const before = this.#messages.get(line) ?? [];
    const [body, own] = apart(message);
    const same = reasonIn(body, before);
    this.#messages.set(line, [...before, { title, shape: shapeOf(body) }]);
    const isNewHint = hint === null || !this.#hints.has(`${line} ${hint}`);
    const isNewWhy = why === null || !this.#whys.has(why);
    if (hint !== null) this.#hints.add(`${line} ${hint}`);
    if (why !== null) this.#whys.add(why);
    return {
      message: same === null ? message : `${same.news} ${reference(same.title, title)}${own}`,
      hint: isNewHint ? hint : null,
      why: isNewWhy ? why : null,
    };
  }
}

function reference(title: string, own: string): string {
  return title === own || title === ""
    ? "The reason is the same as above."
    : `The reason is the same as for ${title} above.`;
}

/** What a reason cost, or how often it was at work, is another number each time. */
function apart(message: string): [string, string] {
  const at = message.search(/ That cost | \(\d+ times\)$/u);
  return at < 0 ? [message, ""] : [message.slice(0, at), message.slice(at)];
}

/** The longest end of a message, from the beginning of a sentence on but not its first, that another one had too. */
function reasonIn(message: string, before: readonly Told[]): { news: string; title: string } | null {
  for (const { index } of message.matchAll(/[.?!] /gu)) {
    const news = message.slice(0, index + 1);
    const reason = message.slice(index + 2);
    if (reason.length < leastReason) return null;
    if (isInQuotes(news)) continue;
    const shape = shapeOf(reason);
    const same = before.find((each) => each.shape.endsWith(shape));
    if (same !== undefined) return { news, title: same.title };
  }
  return null;
}

/** The sentence may be one of a value's. A value that was cut off has no closing quote. */
function isInQuotes(text: string): boolean {
  return !text.includes("…") && (text.match(/"/gu)?.length ?? 0) % 2 === 1;
}

/** In another scenario the same thing happens at other times. */
function shapeOf(text: string): string {
  return text.replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|min)\b/gu, "# ms");
}
