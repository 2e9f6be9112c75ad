/** Node 20 makes a copy of the whole text for each letter of it: of a text of 100 KB they would be gigabytes. */
const CHUNK = 1000;

const segmenter = new Intl.Segmenter();

/** What a reader calls letters, one after the other. In a long text, a letter of several code points may come in two parts. */
export function* letters(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const to = nextWhole(text, from + CHUNK);
    for (const { segment } of segmenter.segment(text.slice(from, to))) yield segment;
    from = to;
  }
}

/** This place, or the next one if it is in the middle of a code point. */
export function nextWhole(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}
