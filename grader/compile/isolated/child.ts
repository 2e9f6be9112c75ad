/** The process in which submissions are compiled: a file made to overtax the type checker ends this one and no other. */
import { createLocalCompiler } from "../compiler.ts";
import type { FromChild, ToChild } from "./messages.ts";

const compiler = createLocalCompiler();

async function answer({ request }: ToChild): Promise<FromChild> {
  try {
    return { compilation: await compiler.compile(request) };
  } catch (error) {
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on("message", (message: ToChild) => {
  void answer(message).then((reply) => process.send?.(reply));
});
process.on("disconnect", () => process.exit());
