#!/usr/bin/env node
import { main } from "./commands/cli.ts";

// Whoever read our output has had enough (`| head`): that is no fault of anybody's.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// Not process.exit: that would cut off what a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2));
