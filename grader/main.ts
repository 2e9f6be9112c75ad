#!/usr/bin/env node
/**
 * Imports nothing before it can say what is wrong with that: Node would end with a stack trace, and with the exit status of a submission
 * that has failed.
 */
let start: typeof import("./commands/start.ts").start | null = null;
try {
  ({ start } = await import("./commands/start.ts"));
} catch (error) {
  const { code = String(error) } = error as NodeJS.ErrnoException;
  process.stderr.write(
    `chronograde could not load its own files (${code}), and nothing was graded. Does this machine allow too few open files (ulimit -n), ` +
      `or was it not installed as a whole (npm install)?\n`,
  );
  process.exitCode = 3;
}
await start?.(process.argv.slice(2));
