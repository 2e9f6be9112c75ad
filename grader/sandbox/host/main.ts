/** The child process: takes jobs on a pipe, plays each in a fresh guest, tells on the same pipe what happens. */
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { Socket } from "node:net";
import { FrameReader } from "../wire/frames.ts";
import type { Schedule } from "../../schedule/index.ts";
import type { Job, JobFrame, ParentFrame, ScenarioForm } from "../wire/job.ts";
import { compile } from "./webassembly.ts";
import { GuestPool } from "./guest-pool.ts";
import { NoRoom } from "./memory-gauge.ts";
import { loadRoutes } from "./http/load-routes.ts";
import { loadNock, ReplyShelf } from "./http/reply-shelf.ts";
import { Outbox, PIPE } from "./outbox.ts";
import { type Given, guestKind, World } from "./world.ts";

const outbox = new Outbox();

const files = new Map(
  Object.entries(JSON.parse(readFileSync(new URL("guest.json", import.meta.url), "utf8")) as Record<string, string>),
);
const wasm = await compile(readFileSync(new URL("quickjs.wasm", import.meta.url)));

/** In KB, from whoever knows how much the process has. */
const stackBytes = Number(process.argv[2]) * 1024;

const pool = new GuestPool({ wasm, files, stackBytes });
const shelf = new ReplyShelf();
const reader = new FrameReader();
const messages: string[] = [];
let busy = false;
let hasEntered = false;

async function workOff(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
    try {
      const frame = JSON.parse(message) as ParentFrame;
      if (frame.t === "prepare") await prepare(frame.form);
      else await play(frame);
    } catch (error) {
      if (error instanceof NoRoom) outbox.send({ t: "no-room" });
      else outbox.send({ t: "bug", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      outbox.flush();
      process.exit(1);
    }
  }
  busy = false;
}

async function prepare(form: ScenarioForm): Promise<void> {
  await pool.prepare(guestKind(form));
  if (form.input.routes.length > 0) await Promise.all([loadRoutes(form.input.routes), loadNock()]);
}

async function play({ job, schedules, gathers }: JobFrame): Promise<void> {
  const routes = await loadRoutes(job.input.routes);
  const scenario = JSON.stringify(job);
  outbox.gather(gathers);
  for (const schedule of schedules) {
    if (schedule === null) await playOne(job, { routes: routes(), shelf, schedule }, null);
    else await playUnder(job, { routes: routes(), shelf, schedule }, scenario);
  }
  outbox.flush();
}

/** One of the many runs of a scenario, if it is not one of those that have been. */
async function playUnder(job: Job, given: Given & { readonly schedule: Schedule }, scenario: string): Promise<void> {
  // Whether tasks are put in order is told to the guest at its start.
  const startsAs = `${given.schedule.tasks !== null} ${scenario}`;
  const known = pool.headStart(guestKind(job), startsAs)?.known.find(given.schedule) ?? null;
  if (known === null) await playOne(job, given, startsAs);
  else outbox.tellAgain(known);
}

async function playOne(job: Job, given: Given, startsAs: string | null): Promise<void> {
  await pool.use(guestKind(job), startsAs, async (guest, headStart) => {
    outbox.remember(headStart !== null);
    outbox.send({ t: "entered" });
    // Who dies before this was heard has run nobody's code.
    if (!hasEntered) outbox.flush();
    hasEntered = true;
    const world = new World(job, given, guest, files, outbox);
    const played = await world.play(headStart);
    if (played.clean && world.asked !== null) headStart?.known.keep(world.asked, outbox.remembered());
    // Nobody may want the others any more.
    if (!played.clean) outbox.flush();
    return played;
  });
}

process.on("uncaughtException", (error) => {
  outbox.send({ t: "bug", message: error.stack ?? error.message });
  outbox.flush();
  process.exit(1);
});

const socket = new Socket({ fd: PIPE });
socket.on("data", (chunk: Buffer) => {
  messages.push(...reader.push(chunk));
  void workOff();
});
const leave = () => process.exit(0);
socket.on("close", leave);
socket.on("error", leave);
