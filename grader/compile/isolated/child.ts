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

// Loads the checker and reads the libraries, while the parent still reads exercises and submissions.
void compiler.compile({
  files: [{ path: "nothing.ts", display: "nothing.ts", text: "export const main = async () => {};" }],
  entryFile: "nothing.ts",
  entry: "main",
  imports: [],
  rules: [],
});

process.on("message", (message: ToChild) => {
  void answer(message).then((reply) => process.send?.(reply));
});
// Ctrl-C reaches every process of the terminal; when this one ends is the parent's affair.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
