import { isBelow, type Isolation, type IsolationLevel } from "../sandbox/index.ts";
import { CallError } from "./call-error.ts";

const HOW = {
  kernel:
    "On Linux it needs Landlock (kernel 6.7 or newer) with perl and setpriv, or bubblewrap. Install bubblewrap, or grade on a machine that has these.",
  container:
    "On Linux it needs bubblewrap or unshare, and the right to make namespaces. Install bubblewrap; on Ubuntu 24.04 and later allow it user namespaces (kernel.apparmor_restrict_unprivileged_userns=0); start a container with the right to make them.",
};

/** @throws CallError that says how this machine can have more */
export function requireIsolation({ level, layers }: Isolation, least: IsolationLevel): void {
  if (!isBelow(level, least) || least === "process") return;
  throw new CallError(
    `Nothing was graded: --isolation ${least} was requested, but this machine has only "${level}" (${layers.join(", ")}). ${HOW[least]}`,
  );
}
