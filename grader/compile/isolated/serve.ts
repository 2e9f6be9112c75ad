import type { LocalCompiler } from "../compiler.ts";
import type { FromChild, ToChild } from "./messages.ts";

/** With a class of honest submissions it stays below 150 MB. */
const LARGE_BYTES = 180 * 1024 * 1024;

/** Answers the parent's requests, in this process, for as long as there is a parent. */
export function serve(compiler: LocalCompiler): void {
  const answer = async ({ requests }: ToChild): Promise<FromChild> => {
    try {
      const compilations = await compiler.compileAll(requests);
      return { compilations, large: process.memoryUsage.rss() > LARGE_BYTES };
    } catch (error) {
      return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  process.on("message", (message: ToChild) => {
    void answer(message).then((reply) => process.send?.(reply));
  });
  // Ctrl-C reaches every process of the terminal; when this one ends is the parent's affair.
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => process.exit());
  process.send?.({ ready: true } satisfies FromChild);
}
