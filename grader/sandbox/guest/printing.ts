import { currentFrame } from "./carrier.ts";
import { host, settings } from "./host.ts";
import { flush } from "./recorder-rows.ts";
import { rawCallSites } from "./sites.ts";

/** One call of console, told to the host at once: what was printed before a kill is not lost. */
export function printNow(stream: "stdout" | "stderr", text: string): void {
  flush();
  // More than the limit need not cross; the host counts the bytes.
  const crossing = text.length > settings.maxOutputBytes ? text.slice(0, settings.maxOutputBytes + 1) : text;
  const sites = JSON.stringify(rawCallSites());
  // As JSON: a plain string would be cut at a NUL as it crosses.
  host.print(stream, JSON.stringify(crossing), currentFrame().task?.id ?? 0, sites);
}
