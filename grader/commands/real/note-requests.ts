import { nodePlatform } from "../../../src/node/install.ts";

/** Tells that a task has sent a request; gives what tells that it has its answer, or none. */
type RequestSent = (task: number) => () => void;

/**
 * From now on each `fetch` of a task is told. To the runtime it is a promise like any other, and the picture could not tell what the task waits for.
 * @param observed null while no run is recorded
 */
export function noteRequests(world: { fetch: typeof fetch }, observed: () => RequestSent | null): void {
  const send = world.fetch;
  world.fetch = (...args) => {
    const answer = send(...args);
    const task = nodePlatform.carrier.current();
    const ended = task === null ? null : observed()?.(task.id);
    // Beside the promise that the caller gets, so that nothing comes later to it, and an error that it does not handle is still its own.
    if (ended !== undefined && ended !== null) answer.then(ended, ended);
    return answer;
  };
}
