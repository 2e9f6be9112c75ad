import type { Reply, Route } from "../../../spec/index.ts";
import type { RequestSeen } from "./routes.ts";

/** What is mocked, as a request finds it. */
export interface Mocked {
  answer(request: RequestSeen): Reply | null;
  nearest(request: RequestSeen): string | null;
}

const NOTHING: Mocked = { answer: () => null, nearest: () => null };

/**
 * Makes the routes of one run after the other. What compares requests is large (a regular expression engine is in it), so it is loaded
 * only where something is mocked.
 */
export async function loadRoutes(routes: readonly Route[]): Promise<() => Mocked> {
  if (routes.length === 0) return () => NOTHING;
  const { Routes } = await import("./routes.ts");
  return () => new Routes(routes);
}
