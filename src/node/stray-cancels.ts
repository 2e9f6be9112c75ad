import { CancelledError } from "../errors.ts";

/**
 * A cancel ends every wait of its task, also those of promises that the task had started and did not come to await. Nobody
 * can catch it there, and it is no failure: it must not end the process, as Node would have it. Everything else that
 * nobody catches does. Gives the function that ends this.
 */
export function forgiveStrayCancels(): () => void {
  const onUnhandled = (reason: unknown) => {
    // The program decides for itself.
    if (reason instanceof CancelledError || process.listenerCount("unhandledRejection") > 1) return;
    if (Reflect.apply(process.emit, process, ["uncaughtException", reason, "unhandledRejection"]) === true) return;
    console.error(reason);
    process.exit(1);
  };
  process.on("unhandledRejection", onUnhandled);
  return () => {
    process.off("unhandledRejection", onUnhandled);
  };
}
