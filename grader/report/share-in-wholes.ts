import { Fraction } from "fraction.js";

/**
 * Whole numbers that add up to `total` and are as near to `exact` as can be: largest remainder first, at a tie the earlier one. Where
 * all of `exact` is 0, so are they.
 *
 * @param exact 0 or more; when they add up to something else than about `total`, each gives or gets its share of the difference
 * @param total whole, 0 or more
 */
export function shareInWholes(exact: readonly Fraction[], total: number): number[] {
  const sum = exact.reduce((all, each) => all.add(each), new Fraction(0));
  if (sum.equals(0)) return exact.map(() => 0);
  const wanted = exact.map((each) => each.mul(total).div(sum));
  const shares = wanted.map((each) => each.floor().valueOf());
  const missing = total - shares.reduce((all, each) => all + each, 0);
  const order = wanted
    .map((each, index) => ({ index, rest: each.sub(each.floor()) }))
    .toSorted((a, b) => b.rest.compare(a.rest) || a.index - b.index);
  for (const { index } of order.slice(0, missing)) shares[index]! += 1;
  return shares;
}
