import type { Compiler } from "../../compile/index.ts";
import type { IsolationLevel } from "../../sandbox/index.ts";
import { openCourse, requireId } from "../course.ts";
import type { ExitStatus } from "../exit-status.ts";
import { prose } from "../prose.ts";
import { canAsk } from "../quiz/ask-before-grading.ts";
import { requireIsolation } from "../require-isolation.ts";
import type { Terminal } from "../terminal.ts";
import { onEnding, type Ending } from "./endings.ts";
import { openKeys, type Keys } from "./keys.ts";
import { LatestGrading } from "./latest-grading.ts";
import { watchSaves } from "./saves.ts";
import { WatchSession } from "./session.ts";

export interface WatchOptions {
  readonly course: string;
  readonly isolation: IsolationLevel;
}

/**
 * Grades again on every save, until the learner quits.
 *
 * @param args ids of exercises; none: all of the course
 * @throws CallError when an id is none, or this machine cannot isolate as asked
 */
export async function watchCommand(
  args: readonly string[],
  options: WatchOptions,
  terminal: Terminal,
  compiler: Compiler,
): Promise<ExitStatus> {
  const course = openCourse(options.course);
  for (const id of args) requireId(course, id);
  const grading = new LatestGrading(course, compiler);
  const over = new AbortController();
  let keys: Keys | null = null;
  const session = new WatchSession(course, args.length === 0 ? null : args, {
    terminal,
    hasKeys: process.stdin.isTTY,
    canAsk: canAsk(),
    grade: (id) => grading.grade(id),
    ask: async (quiz, questions) => {
      const { askQuiz } = await import("../quiz/ask-quiz.ts");
      keys?.pause();
      try {
        const { stdin: input, stdout: output } = process;
        await askQuiz(course, quiz, questions, { input, output, color: terminal.color, signal: over.signal });
      } finally {
        if (!over.signal.aborted) keys?.resume();
      }
    },
  });
  const saves = watchSaves(
    course.root,
    (saved) => session.saved(saved),
    (message) => terminal.error(prose(message, terminal.stderrColumns)),
  );
  const redraw = (): void => {
    if (terminal.isScreen) session.redraw();
  };
  let ending: Ending | null = null;
  const quit = (): void => session.key("q");
  const endings = onEnding((signal) => {
    if (signal !== "SIGINT") ending = signal;
    quit();
  });
  try {
    requireIsolation(await grading.isolation(), options.isolation);
    await saves.ready;
    keys = openKeys(process.stdin, (key) => session.key(key), redraw);
    process.stdout.on("resize", redraw);
    // Nobody reads it any more (`| head`), and without a terminal nobody would press a key.
    process.stdout.on("error", quit);
    session.begin();
    return await session.ended;
  } finally {
    terminal.progress(null);
    terminal.foot(null);
    over.abort();
    process.stdout.off("resize", redraw);
    process.stdout.off("error", quit);
    keys?.close();
    endings.off();
    await Promise.all([saves.close(), grading.close()]);
    // Now that all is in order, die as one was told to: whoever sent the signal is to see it.
    if (ending !== null) process.kill(process.pid, ending);
  }
}
