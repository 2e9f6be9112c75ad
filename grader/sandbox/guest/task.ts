/** The module `chronograde:task`: what compiled code imports. Checked against the protocol that the compiler defines. */
import type { TaskTokenRuntime } from "../../compile/index.ts";
import { after, each, hand, mark, put, take } from "./carrier.ts";
import type { Frame } from "./frame.ts";

({ after, each, hand, mark, put, take }) satisfies TaskTokenRuntime<Frame>;

export { after, each, hand, mark, put, take };
