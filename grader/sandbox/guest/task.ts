/** The module `chronograde:task`: what compiled code imports. Checked against the protocol that the compiler defines. */
import type { TaskTokenRuntime } from "../../compile/index.ts";
import { after, hand, mark, put, take } from "./carrier.ts";
import { close, closed, each, enter, left } from "./for-await.ts";
import type { Frame } from "./frame.ts";
import { thrown } from "./thrown.ts";

({ after, close, closed, each, enter, hand, left, mark, put, take, thrown }) satisfies TaskTokenRuntime<Frame>;

export { after, close, closed, each, enter, hand, left, mark, put, take, thrown };
