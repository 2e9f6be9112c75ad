import { Object, RangeError } from "../core/intrinsics.ts";

/** There is no Intl here: an option that would be passed over in silence is refused. */
export function onlyOptions(method: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new RangeError(
      `${method}: the option "${name}" needs Intl, which is not available here. Build the text yourself, or leave the option out.`,
    );
  }
}

/** Texts are made as for en-US; another locale would be passed over in silence. */
export function onlyEnglish(method: string, locales: unknown): void {
  if (locales === undefined) return;
  for (const locale of typeof locales === "string" ? [locales] : (locales as readonly string[])) {
    if (/^en(-us)?$/i.test(locale)) return;
    throw new RangeError(`${method}: the locale "${locale}" needs Intl, which is not available here. Only en-US is.`);
  }
}
