/** Gives requests the names that a Schedule knows them by, in the order in which they are sent. */
export class RequestNames {
  readonly #seen = new Map<string, number>();

  next(method: string, url: string): string {
    const line = `${method} ${url}`;
    const before = this.#seen.get(line) ?? 0;
    this.#seen.set(line, before + 1);
    return `${line} #${before + 1}`;
  }
}

/** What a person calls it: `GET /posts/1`, `the 2nd GET /flaky`; with its origin where there are several. */
export function showRequest(name: string, all: readonly string[]): string {
  const [method, url, nth] = parts(name);
  const origins = new Set(all.map((each) => parts(each)[1].origin));
  const repeated = all.some((each) => each !== name && lineOf(each) === lineOf(name));
  const line = `${method} ${origins.size > 1 ? url.origin : ""}${url.pathname}${url.search}`;
  return repeated ? `the ${ordinal(nth)} ${line}` : line;
}

function parts(name: string): readonly [method: string, url: URL, nth: number] {
  const [method = "", url = "", nth = ""] = name.split(" ");
  return [method, new URL(url), Number(nth.slice(1))];
}

function lineOf(name: string): string {
  return name.slice(0, name.lastIndexOf(" "));
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${ending}`;
}
