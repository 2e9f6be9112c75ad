/**
 * Loaded before a learner's file by `run FILE --real --timeline`: records each outermost run of it, and draws them when the process ends, after
 * a Ctrl-C too. All of it happens in the learner's own process, since only there the runtime can be watched.
 */
import { writeSync } from "node:fs";
import { installPlatform } from "../../../src/internal.ts";
import { nodePlatform } from "../../../src/node/install.ts";
import { realTimeline } from "../../report/index.ts";
import { noteRequests } from "./note-requests.ts";
import { createRecorder, mostRows, type Recorder } from "./recorder.ts";

/** A file that runs again and again: its first runs are shown. */
const mostRuns = 20;

const runs: Recorder[] = [];
let left = 0;
/** Of the run that goes on. */
let current: Recorder | null = null;

installPlatform({
  ...nodePlatform,
  observer() {
    if (runs.length === mostRuns) {
      left += 1;
      current = null;
      return null;
    }
    current = createRecorder(() => performance.now());
    runs.push(current);
    return current.observer;
  },
});
noteRequests(globalThis, () => current?.requestSent ?? null);

process.once("exit", () => {
  const color = process.env["CHRONOGRADE_TIMELINE_COLOR"] === "1";
  const parts = runs.map((recorder, i) => {
    const run = recorder.recorded();
    const title = runs.length === 1 ? [] : [`Run ${i + 1} of ${runs.length + left}`];
    const more = run.cut ? [`Too much happened to draw all of it: the picture ends after ${mostRows} events.`] : [];
    return [...title, ...realTimeline(run, { color, columns: process.stderr.columns || 80 }), ...more].join("\n");
  });
  if (runs.length === 0) parts.push("No timeline: the file never called run().");
  // At this point only what is written at once still arrives.
  writeSync(2, `\n${parts.join("\n\n")}\n`);
});
