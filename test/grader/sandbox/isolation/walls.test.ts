import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { BUBBLEWRAP, bubblewrapped } from "../../../../grader/sandbox/isolation/bubblewrap.ts";
import { landlocked, landlockVersion } from "../../../../grader/sandbox/isolation/landlock.ts";
import { findWalls } from "../../../../grader/sandbox/isolation/walls.ts";

const fixtures = path.resolve(import.meta.dirname, "../../../fixtures/sandbox");
const program = path.join(fixtures, "break-out.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "chronograde-walls-"));
const secret = path.join(folder, "secret");
writeFileSync(secret, "a");

const tcp = createServer((socket) => socket.destroy());
const udp = createSocket("udp4").on("message", (_, from) => udp.send("y", from.port, from.address));
beforeAll(async () => {
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve));
});
afterAll(() => {
  tcp.close();
  udp.close();
  rmSync(folder, { recursive: true });
});

/** What a program gets from behind these walls. */
async function triesBehind(words: readonly string[]): Promise<Record<string, boolean>> {
  const ports = [(tcp.address() as AddressInfo).port, udp.address().port];
  const all = [...words, process.execPath, program, secret, path.join(folder, "written"), ...ports, process.pid].map(
    String,
  );
  const { stdout } = await promisify(execFile)(all[0]!, all.slice(1));
  return JSON.parse(stdout) as Record<string, boolean>;
}

const version = await promisify(execFile)(landlockVersion[0]!, landlockVersion.slice(1)).then(
  ({ stdout }) => Number(stdout),
  () => 0,
);
const container = existsSync(BUBBLEWRAP)
  ? await promisify(execFile)(BUBBLEWRAP, [...bubblewrapped([]).slice(1), process.execPath, "--version"]).then(
      () => true,
      () => false,
    )
  : false;

describe.runIf(process.platform === "linux")("without walls", () => {
  it("a program gets everything, so that these tests can fail", async () => {
    expect(await triesBehind([])).toEqual({
      readsFile: true,
      writesFile: true,
      signalsOthers: true,
      seesOthers: true,
      sendsTcp: true,
      sendsUdp: true,
    });
  });
});

describe.runIf(container)("behind bubblewrap", () => {
  it("a program gets nothing", async () => {
    expect(await triesBehind(bubblewrapped([fixtures]))).toEqual({
      readsFile: false,
      writesFile: false,
      signalsOthers: false,
      seesOthers: false,
      sendsTcp: false,
      sendsUdp: false,
    });
  });
});

describe.runIf(version >= 6 && existsSync("/usr/bin/setpriv"))("behind Landlock", () => {
  it("a program reads and writes no file, makes no TCP connection and signals nobody", async () => {
    expect(await triesBehind(["/usr/bin/setpriv", "--no-new-privs", ...landlocked([fixtures])])).toMatchObject({
      readsFile: false,
      writesFile: false,
      signalsOthers: false,
      sendsTcp: false,
    });
  });
});

describe("the walls of this machine", () => {
  it("keep what they promise", async () => {
    const { isolation, words } = await findWalls(fixtures);
    const has = (layer: string) => (isolation.layers as readonly string[]).includes(layer);
    const got = await triesBehind(words);
    if (has("files")) expect(got).toMatchObject({ readsFile: false, writesFile: false });
    if (has("tcp")) expect(got).toMatchObject({ sendsTcp: false });
    if (has("signals")) expect(got).toMatchObject({ signalsOthers: false });
    if (has("network")) expect(got).toMatchObject({ sendsUdp: false });
    if (has("processes")) expect(got).toMatchObject({ seesOthers: false });
    expect(isolation.layers.slice(0, 3)).toEqual(["guest", "permissions", "limits"]);
  });
});

describe.runIf(process.platform === "linux")("walls whose trial somebody ends", () => {
  const node = process.execPath;
  afterEach(() => void (process.execPath = node));

  /** Becomes Node, but for the starts that the shell's condition on their number $n is true of: those are ended. */
  const nodeEndedWhen = (name: string, condition: string): string => {
    const file = path.join(folder, name);
    const count = `n=0; while [ $n -lt 99 ] && ! mkdir "$0.$n" 2>/dev/null; do n=$((n + 1)); done`;
    writeFileSync(file, `#!/bin/sh\n${count}\nif ${condition}; then kill -KILL $$; fi\nexec ${node} "$@"\n`, {
      mode: 0o755,
    });
    return file;
  };

  it("are tried again, and are the same", async () => {
    const words = async (name: string) =>
      (await findWalls(path.join(folder, name))).words.filter((word) => !word.startsWith(folder));
    process.execPath = nodeEndedWhen("never", "false");
    const undisturbed = await words("a");
    // Behind bubblewrap there is no secret, and nothing can be counted.
    process.execPath = nodeEndedWhen("in-turn", `[ -e ${secret} ] && [ $((n % 2)) = 0 ]`);
    expect(await words("b")).toEqual(undisturbed);
  });

  it("are no reason to go without them when it happens each time", async () => {
    process.execPath = nodeEndedWhen("always", "true");
    await expect(findWalls(path.join(folder, "c"))).rejects.toThrow(
      "ended from outside before it was at work, 5 times",
    );
  });
});
