import path from "node:path";
import { Command } from "commander";
import type { CompilerProcess } from "../compile/index.ts";
import { CallError } from "./call-error.ts";
import { ExitStatus } from "./exit-status.ts";
import { helpStyle } from "./help.ts";
import { complaintOf } from "./missing-argument.ts";
import { courseOption, formatOption, isolationOption, jobsOption, parsePercent, parseSchedule } from "./options.ts";
import { packageVersion } from "../package-root.ts";
import { reportTargets, type ReportTarget } from "./report-target.ts";
import { endOnSignals } from "./signals.ts";
import { parseShard } from "./shard.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/**
 * All commands and their options. Each loads what it needs when it is called, so that `list` and `hint` never load a compiler.
 *
 * @param done hears how the command ended
 * @param complain hears what commander has to say of the call
 */
export function buildProgram(done: (status: ExitStatus) => void, complain: (text: string) => void): Command {
  const program = new Command("chronograde")
    .description(
      "Grades asynchronous TypeScript on a virtual clock, and says which line wasted the time. " +
        "Without a command it shows where you are in the course, and what is next.",
    )
    .version(packageVersion())
    .option("--color", "colors, even when the output is not a terminal")
    .option("--no-color", "no colors")
    .exitOverride()
    .configureHelp(helpStyle)
    .configureOutput({ writeErr: complain })
    .showHelpAfterError("(npx chronograde --help shows the commands and options)");
  const terminal = (): Terminal => processTerminal(colorChoice(program));

  program.commandsGroup("For students:");

  program
    .command("watch")
    .description("grade again on every save, and go on to the next exercise when one passes")
    .argument("[id...]")
    .addOption(courseOption())
    .addOption(isolationOption())
    .action(async (ids: string[], options) => {
      // It hears of signals itself, and puts the terminal in order before it ends.
      const { createCompiler } = await import("../compile/index.ts");
      const compiler = createCompiler();
      const { watchCommand } = await import("./watch/watch.ts");
      done(await watchCommand(ids, options, terminal(), compiler));
    });

  program
    .command("grade")
    .description("grade files or exercises; without arguments, every exercise that has been started")
    .argument("[path or id...]", "files, folders, patterns such as 'inbox/**/*.ts', or exercises")
    .option("--exercise <id>", "the exercise that the given files answer")
    .addOption(courseOption())
    .addOption(formatOption())
    .option("--output <file>", "write the report there")
    .option("--reveal", "for instructors: show hidden scenarios in full", false)
    .option("--ask", "for a quiz: ask again what is not right yet", false)
    .option("--min-score <percent>", "exit 0 at this percent or above, whatever the exercise's pass mark", parsePercent)
    .option("--schedule <number>", "run only this schedule of an exercise that explores many", parseSchedule)
    .addOption(isolationOption())
    .addOption(jobsOption())
    .option("--shard <I/N>", "grade only part I of N; chronograde merge joins the results", parseShard)
    .option("--no-cache", "grade everything again, even what has not changed")
    .action(async (paths: string[], options) => {
      const compiler = await startCompiler();
      const { gradeCommand } = await import("./grade.ts");
      done(
        await gradeCommand(
          paths,
          {
            course: options.course,
            exercise: options.exercise ?? null,
            reports: reportTargets(options.format as ReportTarget[], options.output ?? null),
            reveal: options.reveal,
            minScore: options.minScore ?? null,
            schedule: options.schedule ?? null,
            ask: options.ask,
            isolation: options.isolation,
            jobs: options.jobs ?? null,
            shard: options.shard ?? null,
            cache: options.cache,
          },
          terminal(),
          compiler,
        ),
      );
    });

  program
    .command("hint")
    .description("the next hint for an exercise")
    .argument("<id>")
    .addOption(courseOption())
    .action(async (id: string, options) => {
      const { hintCommand } = await import("./hint.ts");
      done(hintCommand(id, options, terminal()));
    });

  program
    .command("list")
    .description("the course and your progress")
    .addOption(courseOption())
    .action(async (options) => {
      const { listCommand } = await import("./list.ts");
      done(listCommand(options, terminal()));
    });

  program
    .command("run")
    .description("run a file on the virtual clock and print what it prints")
    .argument("<file>")
    .addOption(courseOption())
    .option("--real", "real clock and real network instead, without a sandbox", false)
    .option("--timeline", "the tasks over time, on stderr", false)
    .action(async (file: string, options) => {
      if (options.real) {
        const { runReal } = await import("./real/run-real.ts");
        done(await runReal(path.resolve(file), { timeline: options.timeline, color: terminal().stderrColor }));
        return;
      }
      const compiler = await startCompiler();
      const { runCommand } = await import("./run.ts");
      done(await runCommand(file, options, terminal(), compiler));
    });

  program
    .command("reset")
    .description("put the starter of an exercise back")
    .argument("<id>")
    .addOption(courseOption())
    .action(async (id: string, options) => {
      endOnSignals();
      const { resetCommand } = await import("./reset.ts");
      done(resetCommand(id, options, terminal()));
    });

  program.addHelpCommand(
    new Command("help").argument("[command]").description("all commands, or one in full").helpGroup("For students:"),
  );

  program.commandsGroup("For instructors:");

  program
    .command("init")
    .description("a new course with one worked exercise; keeps what is there")
    .argument("<dir>")
    .action(async (dir: string) => {
      endOnSignals();
      const { initCommand } = await import("./init.ts");
      done(initCommand(dir, terminal()));
    });

  program
    .command("new")
    .description("a new exercise that grades at once")
    .argument("<id>")
    .addOption(courseOption())
    .option("--force", "replace what is there", false)
    .action(async (id: string, options) => {
      endOnSignals();
      const { newCommand } = await import("./new.ts");
      done(newCommand(id, options, terminal()));
    });

  program
    .command("check")
    .description("prove exercises, with wrong variants of their solutions")
    .argument("[id...]")
    .addOption(courseOption())
    .action(async (ids: string[], options) => {
      endOnSignals();
      const { createCompiler } = await import("../compile/index.ts");
      const { checkCommand } = await import("./check/check.ts");
      done(await checkCommand(ids, options, terminal(), createCompiler));
    });

  program
    .command("schema")
    .description("print the JSON Schema of exercise.yaml, for editors")
    .action(async () => {
      const { exerciseSchemaText } = await import("../spec/index.ts");
      terminal().out(exerciseSchemaText());
      done(ExitStatus.passed);
    });

  program.commandsGroup("For CI:");

  program
    .command("pr")
    .description("grade what a pull request changed, with the exercises of its base")
    .requiredOption("--base <ref>", "the commit to trust: branch, tag or hash")
    .option("--head <ref>", "the commit that has the submissions", "HEAD")
    .addOption(courseOption())
    .addOption(formatOption())
    .option("--output <file>", "write the report there")
    .option("--reveal", "for instructors: show hidden scenarios in full", false)
    .option("--min-score <percent>", "exit 0 at this percent or above, whatever the exercise's pass mark", parsePercent)
    .addOption(isolationOption())
    .addOption(jobsOption())
    .option("--no-cache", "grade everything again, even what has not changed")
    .action(async (options) => {
      const compiler = await startCompiler();
      const { prCommand } = await import("./pr.ts");
      done(
        await prCommand(
          {
            folder: process.cwd(),
            base: options.base,
            head: options.head,
            course: options.course,
            reports: reportTargets(options.format as ReportTarget[], options.output ?? null),
            reveal: options.reveal,
            minScore: options.minScore ?? null,
            isolation: options.isolation,
            jobs: options.jobs ?? null,
            cache: options.cache,
          },
          terminal(),
          compiler,
        ),
      );
    });

  program
    .command("merge")
    .description("join the JSON results of all shards of a batch")
    .argument("<file...>")
    .option("--output <file>", "write the result there")
    .action(async (files: string[], options) => {
      endOnSignals();
      const { mergeCommand } = await import("./merge.ts");
      done(mergeCommand(files, { output: options.output ?? null }, terminal()));
    });

  program
    .command("verify")
    .description("grade again what a JSON result says, and compare")
    .argument("<result>")
    .addOption(courseOption())
    .action(async (file: string, options) => {
      const compiler = await startCompiler();
      const { verifyCommand } = await import("./verify.ts");
      done(await verifyCommand(file, options, terminal(), compiler));
    });

  program.allowExcessArguments().action(async (_options, { args: [unknown] }: Command) => {
    if (unknown !== undefined) throw new CallError(await unknownCommand(program, unknown));
    const { whereCommand } = await import("./where.ts");
    done(whereCommand(".", terminal()));
  });
  for (const command of program.commands) {
    command
      .exitOverride()
      .showHelpAfterError(false)
      .configureOutput({ outputError: (said, write) => write(complaintOf(command.name(), said)) });
  }
  return program;
}

async function unknownCommand(program: Command, written: string): Promise<string> {
  const names = program.commands.map((command) => command.name());
  const { nearest } = await import("../spec/index.ts");
  const guess = nearest(written, names);
  if (guess !== null) {
    return `There is no command "${written}". Did you mean "${guess}"? npx chronograde --help shows every command.`;
  }
  return (
    `There is no command "${written}". The commands are: ${names.join(", ")}; npx chronograde --help explains them. ` +
    `To grade an exercise or a file: npx chronograde grade ${written}`
  );
}

/** For what starts processes of its own. It takes longest to come up: it does so while everything else is loaded. */
async function startCompiler(): Promise<CompilerProcess> {
  endOnSignals();
  const { createCompiler } = await import("../compile/index.ts");
  return createCompiler();
}

/** commander fills in `color: true` for a `--no-color` option; only what was typed is a choice. */
function colorChoice(program: Command): boolean | null {
  return program.getOptionValueSource("color") === "cli" ? (program.opts()["color"] as boolean) : null;
}
