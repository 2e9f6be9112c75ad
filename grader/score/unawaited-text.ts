/** What a text shows of a promise, a task or a coroutine whose value should stand there, with what people call it. */
export interface UnawaitedText {
  /** `[object Task]`. */
  readonly shown: string;
  /** `a task`. */
  readonly what: string;
}

/** As a template or `+` shows one, and as console.log does. */
const FORMS = /\[object (Promise|Task|Coroutine|Future)\]|\b(Promise|Task|Coroutine|Future) \{/;

/** Null when nothing of the kind stands in the text. */
export function unawaitedIn(text: string): UnawaitedText | null {
  const found = FORMS.exec(text);
  if (found === null) return null;
  const shown = found[0].endsWith("{") ? `${found[0]}…}` : found[0];
  return { shown, what: `a ${(found[1] ?? found[2]!).toLowerCase()}` };
}
