import { Boolean, Promise } from "../core/intrinsics.ts";
import type { ReadableStreamDefaultController } from "./controller.ts";
import { ReadableStream } from "./readable-stream.ts";
import { deferred } from "./state.ts";

/** Two streams that both give every chunk. The source is cancelled when both are. */
export function tee<T>(stream: ReadableStream<T>): [ReadableStream<T>, ReadableStream<T>] {
  const reader = stream.getReader();
  const controllers: ReadableStreamDefaultController<T>[] = [];
  const cancelled = [false, false];
  const reasons: unknown[] = [undefined, undefined];
  const done = deferred<unknown>();
  let reading = false;
  let again = false;

  const open = () => controllers.filter((_, index) => !cancelled[index]);

  function pull(): Promise<void> {
    if (reading) {
      again = true;
      return Promise.resolve();
    }
    reading = true;
    void reader.read().then(
      (result) => {
        reading = false;
        if (result.done) {
          for (const controller of open()) controller.close();
          if (!cancelled.every(Boolean)) done.resolve(undefined);
          return;
        }
        for (const controller of open()) controller.enqueue(result.value);
        if (!again) return;
        again = false;
        void pull();
      },
      () => {
        reading = false;
      },
    );
    return Promise.resolve();
  }

  const branch = (index: number) =>
    new ReadableStream<T>({
      start(controller) {
        controllers[index] = controller;
      },
      pull,
      cancel(reason) {
        cancelled[index] = true;
        reasons[index] = reason;
        if (cancelled.every(Boolean)) done.resolve(reader.cancel(reasons));
        return done.promise;
      },
    });
  const branches: [ReadableStream<T>, ReadableStream<T>] = [branch(0), branch(1)];

  reader.closed.then(undefined, (error: unknown) => {
    for (const controller of controllers) controller.error(error);
    if (!cancelled.every(Boolean)) done.resolve(undefined);
  });
  return branches;
}
