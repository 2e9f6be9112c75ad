/**
 * What is worked out of one thing once, and kept for as long as that is there. A run is asked for the same by one finder after the other: in a flood
 * each of them would go through all of it again.
 */
export function keptFor<K extends object, V>(workOut: (from: K) => V): (from: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (from) => {
    let kept = known.get(from);
    if (kept === undefined) known.set(from, (kept = { value: workOut(from) }));
    return kept.value;
  };
}
