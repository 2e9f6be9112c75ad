const units = [
  { name: "h", us: 3_600_000_000 },
  { name: "min", us: 60_000_000 },
] as const;

/** `300 ms`, `1.5 s`, `2 min 5 s`, `1 h 45 min 40 s`: exact to the microsecond below a second, to the millisecond above. */
export function showDuration(ms: number): string {
  const sign = ms < 0 ? "-" : "";
  const us = Math.round(Math.abs(ms) * 1000);
  if (us < 1_000_000) return `${sign}${us / 1000} ms`;
  // Rounded once, before it is taken apart: else the seconds could round up to sixty.
  let rest = Math.round(us / 1000) * 1000;
  const parts: string[] = [];
  for (const unit of units) {
    const whole = Math.floor(rest / unit.us);
    rest -= whole * unit.us;
    if (whole > 0) parts.push(`${whole} ${unit.name}`);
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest / 1_000_000} s`);
  return sign + parts.join(" ");
}
