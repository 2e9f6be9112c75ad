import { groupedBy } from "./grouped-by.ts";
import type { OwnPiece, Piece, Pieces } from "./pieces.ts";

/** Which works of a run stand for those in one place of the solution: what the two places have in common tells. */
export class SameSites {
  readonly #own = new Map<string, OwnPiece[]>();
  readonly #model = new Map<string, Piece[]>();

  constructor(own: Pieces<OwnPiece>, model: Pieces) {
    /** By place of the run. */
    const siteOf = new Map<string, string>();
    for (const same of groupedBy([...model.values()].flat(), ({ site }) => site)) this.#model.set(same[0]!.site, same);
    const placesOf = new Map([...model].map(([what, same]) => [what, new Set(same.map(({ site }) => site))] as const));
    const all = [...own.values()].flat().toSorted((a, b) => a.wait.beganRow - b.wait.beganRow);
    for (const same of groupedBy(all, ({ site }) => site)) {
      const votes = new Map<string, number>();
      for (const { what } of same) {
        const places = placesOf.get(what);
        // What the solution does in several places tells of none.
        if (places?.size !== 1) continue;
        const [place] = places;
        votes.set(place!, (votes.get(place!) ?? 0) + 1);
      }
      const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
      if (best === undefined) continue;
      siteOf.set(same[0]!.site, best[0]);
    }
    for (const same of groupedBy(all, ({ site }) => siteOf.get(site))) {
      this.#own.set(siteOf.get(same[0]!.site)!, same);
    }
  }

  /** Of the run, in the place of the solution's that this piece stands in. */
  ownAt(site: string): readonly OwnPiece[] {
    return this.#own.get(site) ?? [];
  }

  modelAt(site: string): readonly Piece[] {
    return this.#model.get(site) ?? [];
  }
}
