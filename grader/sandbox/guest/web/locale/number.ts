import { BigInt, Math, Number, Object, RangeError, TypeError } from "../core/intrinsics.ts";
import { onlyEnglish, onlyOptions } from "./options.ts";

const known = [
  "style",
  "currency",
  "minimumFractionDigits",
  "maximumFractionDigits",
  "minimumIntegerDigits",
  "useGrouping",
];
const signs: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥" };

/** `toLocaleString` as in en-US: thousands separated, at most three digits of fraction, plus the options named above. */
export function showNumber(value: number | bigint, locales: unknown, options: Intl.NumberFormatOptions): string {
  onlyEnglish("toLocaleString", locales);
  onlyOptions("toLocaleString", options, known);
  const { style = "decimal", useGrouping = true, minimumIntegerDigits = 1 } = options;
  const [least, most] = fractionDigits(options);
  const negative = value < 0 || Object.is(value, -0);
  let digits: string;
  if (Number.isNaN(value)) digits = "NaN";
  else if (value === Infinity || value === -Infinity) digits = "∞";
  else {
    const [whole, fraction] = rounded(decimal(value), style === "percent" ? 2 : 0, most);
    const kept = fraction.replace(/0+$/, "").padEnd(least, "0");
    const padded = whole.padStart(minimumIntegerDigits, "0");
    const grouped = useGrouping === false ? padded : padded.replace(/\B(?=(\d{3})+$)/g, ",");
    digits = kept === "" ? grouped : `${grouped}.${kept}`;
  }
  const text = style === "currency" ? currencySign(options.currency) + digits : digits;
  return `${negative ? "-" : ""}${text}${style === "percent" ? "%" : ""}`;
}

function fractionDigits({ style, currency, minimumFractionDigits, maximumFractionDigits }: Intl.NumberFormatOptions) {
  const usual = style === "currency" ? (currency === "JPY" ? [0, 0] : [2, 2]) : style === "percent" ? [0, 0] : [0, 3];
  const least = minimumFractionDigits ?? Math.min(usual[0]!, maximumFractionDigits ?? Infinity);
  const most = maximumFractionDigits ?? Math.max(usual[1]!, least);
  for (const [name, digits] of [
    ["minimumFractionDigits", least],
    ["maximumFractionDigits", most],
  ] as const) {
    if (!(digits >= 0 && digits <= 100)) throw new RangeError(`${name} value is out of range.`);
  }
  if (least > most) throw new RangeError("maximumFractionDigits value is out of range.");
  return [least, most] as const;
}

function currencySign(currency: string | undefined): string {
  if (currency === undefined) throw new TypeError("Currency code is required with currency style.");
  return signs[currency] ?? `${currency}\u00a0`;
}

/** The shortest digits that stand for the number, and where the point is in them. */
function decimal(value: number | bigint): { digits: string; point: number } {
  const [mantissa, exponent = "0"] = (typeof value === "bigint" ? value.toString() : `${value}`)
    .replace(/^-/, "")
    .split("e");
  const [whole, fraction = ""] = mantissa!.split(".") as [string, string?];
  return { digits: whole + fraction, point: whole.length + Number(exponent) };
}

/** Half away from zero, at `most` digits behind the point, which was moved by `shift` first. */
function rounded({ digits, point }: { digits: string; point: number }, shift: number, most: number): [string, string] {
  const at = point + shift;
  const padded = at < 0 ? "0".repeat(-at) + digits : digits;
  const start = Math.max(at, 0);
  const whole = padded.slice(0, start).padEnd(start, "0") || "0";
  const fraction = padded.slice(start);
  if (fraction.length <= most) return [whole.replace(/^0+(?=\d)/, ""), fraction];
  const up = fraction[most]! >= "5" ? 1n : 0n;
  const sum = (BigInt(whole + fraction.slice(0, most)) + up).toString().padStart(most + 1, "0");
  return [sum.slice(0, sum.length - most), sum.slice(sum.length - most)];
}
