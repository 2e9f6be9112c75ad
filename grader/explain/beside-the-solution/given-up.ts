import { showDuration } from "../../values/index.ts";
import type { Compared } from "./against-model.ts";
import type { Explanation } from "../explanation.ts";
import { hasFailed } from "../lost-time/hasty-retry.ts";
import { showLine } from "../story/place.ts";
import { isSleep, type Piece } from "../story/pieces.ts";
import { lineThatGivesUp } from "../story/request-caller.ts";
import { requestEndedAt } from "../story/requests-by.ts";

/**
 * A request that failed and was not tried again, where the solution does that next, most often after a pause: what is missing is no wait of its own, but
 * another round. Null where not just one line throws the error on.
 */
export function explainGivenUp({ run, own, model }: Compared, missing: Piece): Explanation | null {
  const { before } = missing;
  const last = before === null ? undefined : own.get(before.what)?.[before.nr];
  if (before === null || last?.wait.kind !== "request") return null;
  const isAfterIt = (piece: Piece): boolean => piece.before?.what === missing.what && piece.before.nr === missing.nr;
  const isTriedAgain =
    missing.what === before.what || (isSleep(missing) && model.get(before.what)?.some(isAfterIt) === true);
  const request = isTriedAgain ? requestEndedAt(run.requests, last.task, last.endedUs) : undefined;
  if (request === undefined || !hasFailed(request)) return null;
  const at = lineThatGivesUp(run, request);
  if (at === null) return null;
  const tries = own
    .get(before.what)!
    .filter(({ task, beganUs }) => task === last.task && beganUs <= last.beganUs).length;
  const how = request.status === null ? "failed" : `was answered with status ${request.status}`;
  const line = showLine(at, at);
  return {
    code: "done-less",
    message:
      `${request.method} ${request.url} ${how} at ${showDuration(last.endedUs / 1000)}, and ${line} threw the error on after ${tries === 1 ? "1 try" : `${tries} tries`}. ` +
      `Another try is needed here${isSleep(missing) ? ", after a pause" : ""}.`,
    hint: `For which errors, and after how many tries, does ${line} throw the error on, and when should it?`,
    at,
    costMs: 0,
  };
}
