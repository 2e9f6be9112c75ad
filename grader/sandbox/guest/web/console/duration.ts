import { Math, Number, String } from "../core/intrinsics.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** As console.timeEnd shows it: `1.5ms`, `2.004s`, `1:02.500 (m:ss.mmm)`, `1:00:02.500 (h:mm:ss.mmm)`. */
export function showDuration(ms: number): string {
  if (ms < second) return `${Number(ms.toFixed(3))}ms`;
  if (ms < minute) return `${(ms / second).toFixed(3)}s`;
  const hours = Math.floor(ms / hour);
  const minutes = Math.floor((ms % hour) / minute);
  const seconds = ((ms % minute) / second).toFixed(3).padStart(6, "0");
  if (hours === 0) return `${minutes}:${seconds} (m:ss.mmm)`;
  return `${hours}:${String(minutes).padStart(2, "0")}:${seconds} (h:mm:ss.mmm)`;
}
