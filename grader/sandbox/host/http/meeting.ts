import type { Delivery } from "./service.ts";

/**
 * Replies that arrive at one instant come in the order in which their requests were sent, by the place that each took then. The pairs
 * whose places must be exchanged, one after the other, so that they come by their rank instead.
 */
export function exchanges(replies: readonly Delivery[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const ranked = replies.filter(({ rank }) => rank !== null);
  for (const instant of new Set(ranked.map(({ dueMicros }) => dueMicros))) {
    const meeting = ranked.filter(({ dueMicros }) => dueMicros === instant);
    const places = meeting.map(({ id }) => id);
    const wanted = meeting.toSorted((a, b) => a.rank! - b.rank!);
    for (const [place, { id }] of wanted.entries()) {
      const holder = places[place]!;
      if (holder === id) continue;
      pairs.push([holder, id]);
      places[places.indexOf(id)] = holder;
      places[place] = id;
    }
  }
  return pairs;
}
