import { afterEach, describe, expect, it, vi } from "vitest";
import { processTerminal, type Terminal } from "../../../grader/commands/terminal.ts";

describe("in a terminal", () => {
  const before = new Map<NodeJS.WriteStream, PropertyDescriptor | undefined>();
  afterEach(() => {
    for (const [stream, isTTY] of before) {
      if (isTTY === undefined) Reflect.deleteProperty(stream, "isTTY");
      else Object.defineProperty(stream, "isTTY", isTTY);
    }
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  function opened(env: NodeJS.ProcessEnv, choice: boolean | null = null): { terminal: Terminal; text: string[] } {
    for (const [name, value] of Object.entries({ NO_COLOR: undefined, ...env })) vi.stubEnv(name, value);
    const text: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      before.set(stream, Object.getOwnPropertyDescriptor(stream, "isTTY"));
      Object.defineProperty(stream, "isTTY", { value: true, configurable: true });
      vi.spyOn(stream, "write").mockImplementation((part) => text.push(String(part)) > 0);
    }
    return { terminal: processTerminal(choice), text };
  }

  function written(env: NodeJS.ProcessEnv, choice: boolean | null = null): { color: boolean; text: string } {
    const { terminal, text } = opened(env, choice);
    terminal.progress("grading");
    terminal.clear();
    return { color: terminal.color && terminal.stderrColor, text: text.join("") };
  }

  it("colors and moves the cursor", () => {
    const { color, text } = written({ TERM: "xterm" });
    expect(color).toBe(true);
    expect(text).toContain("\u001b[");
  });

  it.runIf(process.platform !== "win32").each([
    ["is dumb", { TERM: "dumb" }],
    ["does not say what it is", { TERM: undefined }],
    ["is to have no color", { TERM: "xterm", NO_COLOR: "1" }],
  ])("that %s, does neither", (_, env) => {
    const { color, text } = written(env);
    expect(color).toBe(false);
    expect(text).not.toContain("\u001b");
  });

  it("keeps a line below all that is written", () => {
    const { terminal, text } = opened({ TERM: "xterm" });
    terminal.foot("q quit");
    terminal.out("one");
    terminal.out("two");
    terminal.foot(null);
    const lift = "\r\u001b[2K\u001b[1A\r\u001b[2K";
    expect(text.join("")).toBe(`\nq quit${lift}one\n\nq quit${lift}two\n\nq quit${lift}`);
  });

  it("writes that line once where nothing can be taken away again", () => {
    const { terminal, text } = opened({ TERM: "dumb" });
    terminal.foot("q quit");
    terminal.out("one");
    terminal.foot(null);
    terminal.foot("q quit");
    expect(text.join("")).toBe("\nq quit\none\n");
  });

  it("colors whatever it is when that is asked for", () => {
    expect(written({ TERM: "dumb" }, true).color).toBe(true);
  });
});
