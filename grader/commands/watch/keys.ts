import { emitKeypressEvents, type Key } from "node:readline";

/** Keys that are pressed one at a time, without enter. */
export interface Keys {
  /** Somebody else reads the keyboard: a question with choices of its own. */
  pause(): void;
  resume(): void;
  /** The terminal is as it was before. */
  close(): void;
}

/** Just so much of a terminal's input as is needed, so that tests can bring their own. */
export type KeyInput = Pick<NodeJS.ReadStream, "isTTY" | "setRawMode" | "on" | "off" | "resume" | "pause" | "unref">;

/**
 * @param pressed gets `a`, `?`, `return`, or `ctrl-c` when the terminal no longer turns that into a signal
 * @param back called when the shell has had the terminal for a while (Ctrl-Z, then fg)
 * @returns null where there is no keyboard
 */
export function openKeys(input: KeyInput, pressed: (key: string) => void, back: () => void): Keys | null {
  if (!input.isTTY) return null;
  const onKey = (text: string | undefined, key: Key): void => {
    if (key.ctrl === true && key.name === "z") suspend();
    else
      pressed(
        key.ctrl === true ? `ctrl-${key.name}` : (text ?? key.name ?? "").length === 1 ? text! : (key.name ?? ""),
      );
  };
  let reads = false;
  const resume = (): void => {
    reads = true;
    input.setRawMode(true);
    input.on("keypress", onKey);
    input.resume();
  };
  const pause = (): void => {
    reads = false;
    input.off("keypress", onKey);
    input.setRawMode(false);
    input.pause();
  };
  const comeBack = (): void => {
    resume();
    back();
  };
  // In raw mode Ctrl-Z is a key like any other. The shell gets its terminal back, and we take it again when we are called back.
  const suspend = (): void => {
    if (process.platform === "win32") return;
    pause();
    process.once("SIGCONT", comeBack);
    process.kill(process.pid, "SIGTSTP");
  };
  const restore = (): void => {
    if (reads) pause();
    process.off("SIGCONT", comeBack);
  };
  // The terminal is gone. Mostly there is a signal too, but not for who has no terminal of his own (a container's, one after setsid).
  // Nor does one that is gone take its modes back: nobody may hear of that error.
  const gone = (): void => pressed("ctrl-d");
  input.on("end", gone);
  input.on("error", gone);
  emitKeypressEvents(input as NodeJS.ReadStream);
  process.once("exit", restore);
  resume();
  return {
    pause,
    resume,
    close: () => {
      process.off("exit", restore);
      restore();
    },
  };
}
