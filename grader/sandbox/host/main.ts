/** The child process: takes jobs on a pipe, plays each in a fresh guest, tells on the same pipe what happens. */
import { Buffer } from "node:buffer";
import { readFileSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { encodeFrame, FrameReader } from "../wire/frames.ts";
import type { Job, ParentFrame, ScenarioForm } from "../wire/job.ts";
import type { ChildFrame } from "../wire/record.ts";
import { compile } from "./webassembly.ts";
import { GuestPool } from "./guest-pool.ts";
import { loadRoutes } from "./http/load-routes.ts";
import { loadNock, ReplyShelf } from "./http/reply-shelf.ts";
import { guestKind, type Sink, World } from "./world.ts";

/** The parent's end of the pipe that carries frames both ways. */
const PIPE = 3;

function write(frame: Buffer): void {
  for (let offset = 0; offset < frame.length;) {
    try {
      offset += writeSync(PIPE, frame, offset);
    } catch (error) {
      if ((error as { code?: string }).code === "EAGAIN") continue;
      // The parent is gone: nobody wants to know any more.
      process.kill(process.pid, "SIGKILL");
      throw error;
    }
  }
}

const sink: Sink = {
  send: (frame) => write(encodeFrame(JSON.stringify(frame))),
  sendRows: (at, since, rows) => write(encodeFrame(`{"t":"rows","at":${at},"since":${since},"rows":${rows}}`)),
};

function send(frame: ChildFrame): void {
  sink.send(frame);
}

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

async function workOff(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
    try {
      const frame = JSON.parse(message) as ParentFrame;
      if (frame.t === "prepare") await prepare(frame.form);
      else await play(frame.job);
    } catch (error) {
      send({ t: "bug", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(1);
    }
  }
  busy = false;
}

async function prepare(form: ScenarioForm): Promise<void> {
  await pool.prepare(guestKind(form));
  if (form.input.routes.length > 0) await Promise.all([loadRoutes(form.input.routes), loadNock()]);
}

async function play(job: Job): Promise<void> {
  const routes = await loadRoutes(job.input.routes);
  await pool.use(guestKind(job), (guest) => {
    send({ t: "entered" });
    return new World(job, { routes, shelf }, guest, files, sink).play();
  });
}

process.on("uncaughtException", (error) => {
  send({ t: "bug", message: error.stack ?? error.message });
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
