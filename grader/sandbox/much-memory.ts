import type { Limits } from "../spec/index.ts";

/** Most submissions need a fraction of it. */
const USUAL_BYTES = 24 * 1024 * 1024;

/**
 * These limits with the memory that any run may have at any time. One that needs more is played again with all that its own limits allow, while no
 * other one is: several such at once would together take more than the machine has to spare. A run is the same under both, up to where it
 * needs more.
 */
export function withUsualMemory(limits: Limits): Limits {
  return { ...limits, memoryBytes: Math.min(limits.memoryBytes, USUAL_BYTES) };
}

export function mayNeedMore({ memoryBytes }: Limits): boolean {
  return memoryBytes > USUAL_BYTES;
}

let last: Promise<void> = Promise.resolve();

/**
 * Resolves when no other run has much memory, and there is room for this one; what it gives is to be called when this one has given it back.
 *
 * @param makeRoom gives what is to be called then, too
 */
export async function muchMemory(makeRoom: MakeRoom = noNeed): Promise<() => void> {
  const before = last;
  let done!: () => void;
  last = new Promise((resolve) => (done = resolve));
  await before;
  try {
    const goOn = await makeRoom();
    return () => {
      goOn();
      done();
    };
  } catch (error) {
    done();
    throw error;
  }
}

/**
 * Has everybody else do with as little memory as they can, until what it gives is called. It must wait for nobody who may be waiting for a run: a
 * compiler only compiles, and a child only plays.
 */
export type MakeRoom = () => Promise<() => void>;

const noNeed: MakeRoom = () => Promise.resolve(() => undefined);
