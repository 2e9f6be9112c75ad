/**
 * Pairs each of `left` items with a different one of `right` items that fits it, as many as can be (Hopcroft and Karp's problem,
 * by augmenting paths). Greedy pairing would fail where an early, undemanding item takes the only partner of a later one.
 * Gives for each left item the index of its partner, or -1.
 */
export function pairUp(left: number, right: number, fits: (l: number, r: number) => boolean): number[] {
  const options: number[][] = [];
  for (let l = 0; l < left; l++) {
    const row: number[] = [];
    for (let r = 0; r < right; r++) if (fits(l, r)) row.push(r);
    options.push(row);
  }
  const partnerOfLeft = Array.from({ length: left }, () => -1);
  const partnerOfRight = Array.from({ length: right }, () => -1);
  for (let start = 0; start < left; start++) augment(start, options, partnerOfLeft, partnerOfRight);
  return partnerOfLeft;
}

/** Breadth first and without recursion: the path can be as long as the list. */
function augment(start: number, options: readonly number[][], partnerOfLeft: number[], partnerOfRight: number[]): void {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const l of queue) {
    for (const r of options[l]!) {
      if (cameFrom.has(r)) continue;
      cameFrom.set(r, l);
      const owner = partnerOfRight[r]!;
      if (owner >= 0) {
        queue.push(owner);
        continue;
      }
      let free = r;
      for (;;) {
        const taker = cameFrom.get(free)!;
        const given = partnerOfLeft[taker]!;
        partnerOfLeft[taker] = free;
        partnerOfRight[free] = taker;
        if (taker === start) return;
        free = given;
      }
    }
  }
}
