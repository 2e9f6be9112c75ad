import { explainAskedPast } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Finding } from "./grade.ts";
import { withRequestPlaces } from "./request-place.ts";

/** Why the first request failed that nothing answers, when that came after the last of a row. */
export function firstAskedPast(run: Run): (Pick<Finding, "message" | "at"> & { readonly hint: string }) | null {
  const placed = withRequestPlaces(run);
  const astray = placed.requests.find(({ outcome }) => outcome === "unmocked");
  const past = astray === undefined ? null : explainAskedPast(placed, astray);
  return past && { ...past, message: `Nothing answers ${astray!.method} ${astray!.url}. ${past.message}` };
}
