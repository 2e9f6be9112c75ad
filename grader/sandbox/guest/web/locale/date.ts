import { Date, Number, RangeError, String } from "../core/intrinsics.ts";
import { onlyEnglish, onlyOptions } from "./options.ts";

/** `12/31/2025, 11:59:00 PM`: as in en-US, in UTC. */
export function showDate(
  time: number,
  part: "date" | "time" | "both",
  locales: unknown,
  options: Intl.DateTimeFormatOptions,
): string {
  onlyEnglish("toLocaleString", locales);
  onlyOptions("toLocaleString", options, ["timeZone", "hour12"]);
  const { timeZone = "UTC", hour12 = true } = options;
  if (timeZone !== "UTC") {
    throw new RangeError(
      `toLocaleString: the time zone "${timeZone}" needs Intl, which is not available here. Only UTC is.`,
    );
  }
  if (Number.isNaN(time)) return "Invalid Date";
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${year > 0 ? year : 1 - year}`;
  if (part === "date") return day;
  const clock = showTime(date, hour12);
  return part === "time" ? clock : `${day}, ${clock}`;
}

function showTime(date: Date, hour12: boolean): string {
  const hours = date.getUTCHours();
  const [minutes, seconds] = [date.getUTCMinutes(), date.getUTCSeconds()].map(two);
  // ICU's English writes midnight as 24 when the clock has 24 hours.
  if (!hour12) return `${hours === 0 ? "24" : two(hours)}:${minutes}:${seconds}`;
  return `${hours % 12 === 0 ? 12 : hours % 12}:${minutes}:${seconds} ${hours < 12 ? "AM" : "PM"}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
