import { Net, neverCameUp, notStarted, Patience } from "../processes/index.ts";
import { type Child, DOES } from "./child.ts";
import type { Series } from "./series.ts";
import { death, GARBLED, isKill, lastNet } from "./untimely-end.ts";
import { parseFrame } from "./wire/check.ts";
import { onlyWaits } from "./wire/only-waits.ts";
import type { RawStop } from "./wire/record.ts";
import { noteWork } from "./work.ts";

/**
 * `healthy`: may serve another scenario. `spent`: may not. `unborn`: ended before it ran anybody's code. `killed`: ended by somebody on this
 * machine while it ran the code, which is as good a reason to run it again. `starved`: this machine did not let it
 * run the code, which is another. `crashed`: while what it told was gathered. `cramped`: it needs more memory than it has here, and what was
 * told of it counts for nothing.
 */
export type Ending = "healthy" | "spent" | "unborn" | "killed" | "starved" | "crashed" | "cramped";

export interface Telling {
  /** What is told may come later, in one piece. */
  readonly gathers: boolean;
  /** With all the memory that the scenario's limits allow. */
  readonly wholly: boolean;
  /** A run was stopped in the middle of a computation. */
  stopped(): void;
  /** The last net had to end it. */
  caught(): void;
}

/** Real time, in ms. */
export interface Nets {
  readonly silenceMs: number;
  readonly wallMs: number;
}

const patience = new Patience(30_000);

/** All that a scenario's limits let an honest child tell is far less. Everything is kept in memory here. */
const MOST_TOLD = 128 * 1024 * 1024;

function bugReport(message: string): string {
  return `The sandbox failed. Please report this as a bug. ${message}`;
}

/**
 * Takes what a child tells of a series, until the series is over: may the child serve another one, did it run the submission at all?
 *
 * @throws Error for what is no submission's fault
 */
export function supervise(child: Child, series: Series, net: Nets, telling: Telling): Promise<Ending> {
  const { gathers, wholly, stopped, caught } = telling;
  return new Promise((resolve, reject) => {
    const tooLong = (realMs: number, starved: boolean) => {
      if (child.entered && starved) {
        child.kill();
        over("starved");
      } else if (child.entered) {
        if (!gathers) caught();
        crash(lastNet(realMs));
      } else {
        patience.neverCameUp();
        fail(neverCameUp(DOES, `nothing was heard of it for ${Math.round(realMs / 1000)} s`));
      }
    };
    const { pid } = child;
    let isUp = child.entered;
    const quietMs = isUp ? net.silenceMs : patience.ms;
    let silence = new Net(quietMs, (starved) => tooLong(quietMs, starved), { pid });
    let wall = new Net(net.wallMs, (starved) => tooLong(net.wallMs, starved), { pid });
    const noNets = () => {
      silence.remove();
      wall.remove();
    };
    const over = (outcome: Ending) => {
      noNets();
      child.onFrame = () => undefined;
      child.onEnd = () => undefined;
      resolve(outcome);
    };
    const crash = (stop: RawStop) => {
      child.kill();
      if (gathers) {
        over("crashed");
        return;
      }
      series.writer.stop(stop);
      series.end();
      over("spent");
    };
    const fail = (error: Error) => {
      noNets();
      child.kill();
      reject(error);
    };
    const bug = (message: string) => fail(new Error(bugReport(message)));
    child.onEnd = (end) => {
      // Even if the entry had settled: what came after that is missing.
      series.writer.stop(death(end));
      if (!child.entered) over("unborn");
      else if (isKill(end, child.stderr)) over("killed");
      else if (gathers) over("crashed");
      else {
        series.end();
        over("spent");
      }
    };
    const runEnded = (workMs: number) => {
      series.told(told);
      const [last] = series.end().slice(-1);
      noteWork(last!, workMs);
      if (series.isComplete) over("healthy");
      // Nobody waits for the others, or has room for them; the child is still at them.
      else if (last!.outcome.kind === "stopped" || series.isMuch) {
        child.kill();
        over("spent");
      } else {
        told = 0;
        wall.remove();
        wall = new Net(net.wallMs, (starved) => tooLong(net.wallMs, starved), { pid });
        series.beginAnew();
      }
    };
    let told = 0;
    child.onFrame = (message) => {
      if (isUp) silence.refresh();
      else {
        isUp = true;
        patience.cameUp();
        silence.remove();
        silence = new Net(net.silenceMs, (starved) => tooLong(net.silenceMs, starved), { pid });
      }
      told += message.length;
      if (told > MOST_TOLD) {
        crash(GARBLED);
        return;
      }
      const frame = parseFrame(message);
      try {
        if (frame === null) crash(GARBLED);
        else if (frame.t === "bug") bug(frame.message);
        else if (frame.t === "no-room") fail(notStarted(DOES, { code: "ENOMEM" }));
        else if (!series.writer.take(frame)) crash(GARBLED);
        else if (frame.t === "stopped" && !onlyWaits(frame.stop.code)) stopped();
        else if (frame.t === "end" && frame.exceeded && !wholly) over("cramped");
        else if (frame.t === "end") runEnded(frame.workMs);
      } catch (error) {
        // Nobody listens above a stream's event; a scenario that goes on without this frame would be a false one.
        bug(String(error));
      }
    };
  });
}
