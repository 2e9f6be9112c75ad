/** A quantity that was read, or why it is none and what to write instead. */
export type Reading = { readonly value: number } | { readonly problem: string; readonly suggestion: string | null };

const microseconds: Readonly<Record<string, number>> = { ms: 1000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000 };
const bytes: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };
/** A hundred years. Every sum of a few such times is still an exact number of microseconds. */
const longestMicros = 100 * 365.25 * 24 * 3_600_000_000;
const largestBytes = 4 * 1024 ** 3;

export const durationPattern = "^(0|[1-9]\\d*)(\\.\\d+)?(ms|s|m|h)$";
export const sizePattern = "^(0|[1-9]\\d*)(\\.\\d+)?(B|KB|MB|GB)$";

/** `250ms`, `1.5s`, `2m`, in ms. */
export function readDuration(raw: string | number): Reading {
  if (typeof raw === "number") return needsUnit(raw);
  const parts = /^(\d+)(?:\.(\d+))?([a-z]+)$/.exec(raw);
  const unit = parts ? own(microseconds, parts[3]!) : undefined;
  if (!parts || unit === undefined || !new RegExp(durationPattern).test(raw)) {
    if (raw.startsWith("-")) return { problem: "a duration cannot be negative", suggestion: null };
    if (/^\d+(\.\d+)?$/.test(raw)) return needsUnit(Number(raw));
    return { problem: "this is not a duration", suggestion: likely(raw, durationWords) };
  }
  const micros = times(parts[1]!, parts[2] ?? "", unit);
  if (micros === null) {
    return { problem: "a duration cannot be finer than a microsecond (0.001ms)", suggestion: null };
  }
  if (micros > longestMicros) return { problem: "a duration cannot be longer than 100 years", suggestion: null };
  return { value: micros / 1000 };
}

/** `64KB` (1024 bytes each), `128MB`, in bytes. */
export function readSize(raw: string | number): Reading {
  if (typeof raw === "number" || /^\d+$/.test(raw)) {
    const example = Number.isSafeInteger(Number(raw)) && Number(raw) > 0 ? inLargestUnit(Number(raw)) : "64KB";
    return { problem: `a size needs a unit: write ${example}`, suggestion: example };
  }
  const parts = /^(\d+)(?:\.(\d+))?([A-Z]+)$/.exec(raw);
  const unit = parts ? own(bytes, parts[3]!) : undefined;
  if (!parts || unit === undefined || !new RegExp(sizePattern).test(raw)) {
    if (raw.startsWith("-")) return { problem: "a size cannot be negative", suggestion: null };
    return { problem: "this is not a size", suggestion: likely(raw, sizeWords) };
  }
  const size = times(parts[1]!, parts[2] ?? "", unit);
  if (size === null) return { problem: "a size is a whole number of bytes", suggestion: null };
  if (size > largestBytes) return { problem: "a size cannot be larger than 4GB", suggestion: null };
  return { value: size };
}

function needsUnit(value: number): Reading {
  if (Number.isNaN(value) || !Number.isFinite(value))
    return { problem: "a duration is a finite number", suggestion: null };
  if (value < 0) return { problem: "a duration cannot be negative", suggestion: null };
  if (String(value).includes("e"))
    return { problem: "a duration needs a unit: write 250ms or 0.25s", suggestion: null };
  // Moved by hand: a division would show 0.30000000000000004s for 300.00000000000004.
  const [whole = "0", fraction = ""] = String(value).split(".");
  const digits = whole.padStart(4, "0");
  const seconds = `${digits.slice(0, -3)}.${digits.slice(-3)}${fraction}`.replace(/\.?0+$/, "");
  return { problem: `a duration needs a unit: write ${value}ms or ${seconds}s`, suggestion: `${value}ms` };
}

/** An exact product, or null when it is no whole number. */
function times(whole: string, fraction: string, unit: number): number | null {
  if (whole.length + fraction.length > 40) return fraction.length > 20 ? null : Infinity;
  const scale = 10n ** BigInt(fraction.length);
  const product = BigInt(whole + fraction) * BigInt(unit);
  return product % scale === 0n ? Number(product / scale) : null;
}

const durationWords: readonly (readonly [RegExp, string])[] = [
  [/^(ms|msecs?|millis|milliseconds?)$/i, "ms"],
  [/^(s|secs?|seconds?)$/i, "s"],
  [/^(m|mins?|minutes?)$/i, "m"],
  [/^(h|hrs?|hours?)$/i, "h"],
];

const sizeWords: readonly (readonly [RegExp, string])[] = [
  [/^(b|bytes?)$/i, "B"],
  [/^k(i?b)?$/i, "KB"],
  [/^m(i?b)?$/i, "MB"],
  [/^g(i?b)?$/i, "GB"],
];

/** `250 MS` is `250ms`, `.5s` is `0.5s`. */
function likely(raw: string, words: readonly (readonly [RegExp, string])[]): string | null {
  const parts = /^\+?(\d*)(?:\.(\d*))?\s*([a-z]+)$/i.exec(raw.replaceAll(/^[\s"'“”‘’]+|[\s"'“”‘’]+$/g, ""));
  const unit = parts && words.find(([pattern]) => pattern.test(parts[3]!));
  if (!parts || !unit || (parts[1] === "" && !parts[2])) return null;
  const whole = parts[1]!.replace(/^0+(?=\d)/, "") || "0";
  return `${whole}${parts[2] ? `.${parts[2]}` : ""}${unit[1]}`;
}

function inLargestUnit(size: number): string {
  for (const unit of ["GB", "MB", "KB"] as const) {
    const one = bytes[unit] ?? 1;
    if (size % one === 0) return `${size / one}${unit}`;
  }
  return `${size}B`;
}

function own(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
