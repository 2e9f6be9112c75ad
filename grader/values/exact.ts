/** An exact number: `n/d` in lowest terms, as two integers. `d` is at least 1. */
export interface Exact {
  readonly n: number;
  readonly d: number;
}

/**
 * The number that a person wrote, exactly: 0.1 is 1/10, not the double next to it. `over` divides it by a whole number.
 * @throws RangeError when it has no exact form in safe integers.
 */
export function exact(value: number, over = 1): Exact {
  const [digits = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const shift = Number(exponent) - fraction.length;
  if (!Number.isFinite(value) || Math.abs(shift) > 30) throw new RangeError(`${value} has no exact form`);
  const n = BigInt(whole + fraction) * 10n ** BigInt(Math.max(shift, 0));
  return lowest(n, BigInt(over) * 10n ** BigInt(Math.max(-shift, 0)));
}

export function sumExact(parts: readonly Exact[]): Exact {
  let n = 0n;
  let d = 1n;
  for (const part of parts) {
    n = n * BigInt(part.d) + BigInt(part.n) * d;
    d *= BigInt(part.d);
  }
  return lowest(n, d);
}

function lowest(n: bigint, d: bigint): Exact {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b > 0n) [a, b] = [b, a % b];
  const result = { n: Number(n / a), d: Number(d / a) };
  if (!Number.isSafeInteger(result.n) || !Number.isSafeInteger(result.d))
    throw new RangeError(`${n}/${d} has no exact form`);
  return result;
}
