/** How many of them went on at the same moment, at most. */
export function mostAtOnce(spans: readonly { readonly beganUs: number; readonly endedUs: number }[]): number {
  // What ends at an instant makes room for what begins then.
  const changes = spans
    .flatMap(({ beganUs, endedUs }) => [
      { us: beganUs, change: 1 },
      { us: endedUs, change: -1 },
    ])
    .toSorted((a, b) => a.us - b.us || a.change - b.change);
  let [now, most] = [0, 0];
  for (const { change } of changes) most = Math.max(most, (now += change));
  return most;
}
