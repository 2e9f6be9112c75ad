import type { Run } from "../../sandbox/index.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { holdsOf } from "../story/holds.ts";
import { requestKey } from "../story/request-key.ts";

/** More requests than these are not looked at. */
const mostRequests = 300;

/** The requests that were sent while their task held a lock or a place, by what they ask for; null where none was, or nobody looked. */
export function sentUnderPlace({ requests, trace }: Run): ReadonlySet<string> | null {
  if (requests.length > mostRequests) return null;
  const holds = new Map(groupedBy(holdsOf(trace), ({ task }) => task).map((own) => [own[0]!.task, own]));
  const under = requests.filter(({ task, startMs }) =>
    (holds.get(task) ?? [])
      .slice(0, mostRequests)
      .some(({ fromUs, toUs }) => fromUs <= startMs * 1000 && toUs > startMs * 1000),
  );
  return under.length === 0 ? null : new Set(under.map(requestKey));
}
