/** Virtual time for people: `800 ms`, `1.5 s`, `2 min 30 s`, `1 h 5 min`. At most two units, at most three decimals. */
export function showDuration(ms: number): string {
  const sign = ms < 0 ? "-" : "";
  const us = Math.round(Math.abs(ms) * 1000);
  if (us < 1_000_000) return `${sign}${us / 1000} ms`;
  if (us < 60_000_000) return `${sign}${Math.round(us / 1000) / 1000} s`;
  if (us < 3_600_000_000) return sign + twoUnits(us, 60_000_000, "min", 1_000_000, "s");
  return sign + twoUnits(us, 3_600_000_000, "h", 60_000_000, "min");
}

function twoUnits(us: number, large: number, largeName: string, small: number, smallName: string): string {
  const whole = Math.floor(us / large);
  const rest = Math.round(((us - whole * large) / small) * 1000) / 1000;
  return rest === 0 ? `${whole} ${largeName}` : `${whole} ${largeName} ${rest} ${smallName}`;
}
