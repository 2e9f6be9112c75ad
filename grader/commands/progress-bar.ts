/** `[#######-------------]`: plain signs, so that it looks the same in every terminal and in a file. */
export function progressBar(done: number, total: number, width = 20): string {
  // Rounded down: only what is all done looks full.
  const filled = total === 0 ? 0 : Math.floor((done / total) * width);
  return `[${"#".repeat(filled)}${"-".repeat(width - filled)}]`;
}
