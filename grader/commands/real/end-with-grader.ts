/**
 * Loaded before a learner's file by `run FILE --real`: ends this process with the grader that waits for it, however that ended. Nobody would
 * think of a program that goes on in the background; and an endless loop, for which one kills a grader, never would hear of it in its own
 * thread.
 */
import { Worker } from "node:worker_threads";

/** The grader holds the other end, and says nothing: it closes when the grader is gone. */
const watch = `
  const { Socket } = require("node:net");
  try {
    const grader = new Socket({ fd: 3 });
    grader.on("error", () => undefined);
    grader.on("close", () => process.kill(process.pid, "SIGKILL"));
    grader.resume();
  } catch {}
`;

// Without the options of the process: nobody wants tsx or a learner's own preloads there.
new Worker(watch, { eval: true, execArgv: [], env: {} }).unref();
