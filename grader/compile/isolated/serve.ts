import type { Compiler } from "../program.ts";
import type { FromChild, ToChild } from "./messages.ts";

/** Answers the parent's requests, in this process, for as long as there is a parent. */
export function serve(compiler: Compiler): void {
  const answer = async ({ request }: ToChild): Promise<FromChild> => {
    try {
      return { compilation: await compiler.compile(request) };
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
