/** What ends a program from outside, besides Ctrl-C. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type Ending = (typeof ENDINGS)[number];

/** Instead of dying of a signal, hear of it: there is something to be put in order first. */
export function onEnding(heard: (signal: Ending) => void): { off(): void } {
  const listeners = ENDINGS.map((signal) => [signal, () => heard(signal)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return {
    off: () => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}
