const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Web IDL's USVString: lone surrogates become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(lone, "\ufffd");
}
