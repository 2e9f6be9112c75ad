import { getRunningLoop, sleep } from "chronograde";

/** What a submission has to export. */
interface Submission {
  mapLimit(items: number[], limit: number, work: (item: number) => Promise<string>): PromiseLike<string[]>;
}

export default async function harness({ mapLimit }: Submission, items: number[], limit: number) {
  const loop = getRunningLoop();
  const startedAt: number[] = [];
  let busy = 0;
  let most = 0;
  const work = async (ms: number): Promise<string> => {
    startedAt.push(loop.time());
    busy += 1;
    most = Math.max(most, busy);
    try {
      await sleep(ms);
    } finally {
      busy -= 1;
    }
    return `${ms} ms`;
  };
  return { results: await mapLimit(items, limit, work), most, startedAt };
}
