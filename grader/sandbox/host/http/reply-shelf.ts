import type { Reply } from "../../../spec/index.ts";
import type { NockServer, ServedResponse } from "./nock-server.ts";

/** nock takes as long to load as all the rest of the child, and many scenarios send no request. */
export function loadNock(): Promise<typeof import("./nock-server.ts")> {
  return import("./nock-server.ts");
}

/**
 * What nock made of each mocked reply. It decides alone how a method, a status, headers and a body come through fetch, and always in the
 * same way; to ask it takes longer than a whole scenario. So it is asked once, and the answer serves all scenarios and schedules of this
 * process. Nothing here comes from a submission.
 */
export class ReplyShelf {
  readonly #answers = new Map<string, ServedResponse>();
  #server: Promise<NockServer> | null = null;

  known(method: string, reply: Reply): ServedResponse | null {
    return this.#answers.get(keyOf(method, reply)) ?? null;
  }

  async serve(url: URL, method: string, reply: Reply): Promise<ServedResponse> {
    this.#server ??= loadNock().then(({ NockServer }) => new NockServer());
    const answer = await (await this.#server).serve(url, method, reply);
    this.#answers.set(keyOf(method, reply), answer);
    return answer;
  }
}

/** A route's method is matched exactly, so there are as many keys as the exercise has replies. */
function keyOf(method: string, { status, headers, body }: Reply): string {
  return JSON.stringify([method, status, headers, body]);
}
