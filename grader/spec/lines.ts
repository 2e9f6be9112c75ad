import type { Position } from "../values/index.ts";

/**
 * Turns places in a text into lines and columns. (The parser's own counter is told of line breaks while it parses, and misses some of
 * those inside text that it cannot make sense of.)
 */
export function positionsIn(file: string, text: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return (offset) => {
    const place = Math.min(offset, text.length);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= place) low = middle;
      else high = middle;
    }
    return { file, line: low + 1, column: place - starts[low]! + 1 };
  };
}
