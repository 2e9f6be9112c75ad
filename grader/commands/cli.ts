import { CommanderError } from "commander";
import { CallError } from "./call-error.ts";
import { ExitStatus } from "./exit-status.ts";
import { machineLack, MachineFault } from "../processes/index.ts";
import { buildProgram } from "./program.ts";
import { stderrColumns } from "./terminal.ts";

/**
 * The command line: does what was asked for, and turns every way to end into an exit status.
 */
export async function main(argv: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = ExitStatus.passed;
  /** Of the call, in the words of commander. */
  let complaint = "";
  const program = buildProgram(
    (result) => {
      status = result;
    },
    (text) => {
      complaint += text;
    },
  );
  try {
    requireWorkingFolder();
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (complaint !== "") process.stderr.write(await forTerminal(complaint));
      return error.exitCode === 0 ? ExitStatus.passed : ExitStatus.wrongCall;
    }
    if (error instanceof CallError) {
      process.stderr.write(`${await forTerminal(error.message)}\n`);
      return ExitStatus.wrongCall;
    }
    process.stderr.write(bugReport(error));
    return ExitStatus.graderBug;
  }
}

/** @throws CallError when it has been deleted: no path means anything then */
function requireWorkingFolder(): void {
  try {
    process.cwd();
  } catch {
    throw new CallError("The working folder is gone. Go to one that is there (cd), and call again.");
  }
}

/** Loaded only when there is something to complain of. */
async function forTerminal(message: string): Promise<string> {
  const { prose } = await import("./prose.ts");
  return prose(message, stderrColumns());
}

function bugReport(error: unknown): string {
  const lack = error instanceof MachineFault ? error.message : machineLack(error);
  if (lack !== null) return `Nothing was graded, through no fault of your code or your exercise. ${lack}\n`;
  // A child of ours tells with its bug where it happened, too.
  const [what = ""] = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split("\n", 1);
  const where = process.env["CHRONOGRADE_DEBUG"] === undefined ? "" : `\n${error instanceof Error ? error.stack : ""}`;
  return (
    `This is a bug in chronograde, not in your code or your exercise: ${what}${where}\n` +
    `Nothing was graded by it. Please report it with the command that you ran; ` +
    `CHRONOGRADE_DEBUG=1 adds where it happened.\n`
  );
}
