import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { requestKey } from "../story/request-key.ts";
import { requestsOn } from "../story/requests-on.ts";
import type { Model } from "./model.ts";

/**
 * A task that asked again for what it had got a good answer to, more often than the solution asks for it: a loop of tries that does not end with the answer. What
 * it pauses for between them is lost with them.
 */
export function findAskedBeyond({ requests }: Run, { stretches }: CriticalPath, model: Model): Explanation | null {
  const theirs = new Map(groupedBy(model.requests, requestKey).map((same) => [requestKey(same[0]!), same.length]));
  const waitedFor = requestsOn(requests, stretches);
  const asked = stretches.flatMap((stretch) => {
    const request = waitedFor.get(stretch);
    return request === undefined ? [] : [{ stretch, request }];
  });
  const between = (from: Stretch, to: Stretch): readonly Stretch[] =>
    stretches.filter(({ task, fromUs, toUs }) => task === to.task && fromUs >= from.toUs && toUs <= to.toUs);
  for (const same of groupedBy(asked, ({ request, stretch }) => `${stretch.task} ${requestKey(request)}`)) {
    const { request } = same[0]!;
    const enough = theirs.get(requestKey(request)) ?? 0;
    const last = same.at(-1)!;
    const good = same.findIndex(({ request: { status } }) => status !== null && status < 400);
    const at = last.stretch.steps.at(-1)?.at;
    const times = same.length - 1 - good;
    if (good < 0 || good + 1 !== enough || times < 1 || at === undefined) continue;
    const answered = same[good]!;
    const tries = between(answered.stretch, last.stretch);
    // Without one it is something that should be kept, and asked for once.
    if (!tries.some(({ wait }) => wait.kind === "sleep")) continue;
    return {
      code: "asked-again",
      message: `${request.method} ${request.url} was answered with ${answered.request.status} at ${showDuration(answered.stretch.toUs / 1000)}, and yet line ${at.line} sent it again, ${times === 1 ? "once" : `${times} times`}.`,
      hint: `What ends the tries of line ${at.line}, and what does an answer that is good change about that?`,
      at,
      costMs: tries.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0) / 1000,
    };
  }
  return null;
}
