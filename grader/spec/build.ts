import { exact } from "../values/index.ts";
import type { Position } from "../values/index.ts";
import { checksOf } from "./checks.ts";
import type { Category, CodeExercise, Explore, Limits, QuizExercise, Route, WrittenScenario } from "./exercise.ts";
import { routesOf, withReplacements } from "./routes.ts";
import type { AuthoredExercise, AuthoredHttp, AuthoredLimits, AuthoredQuiz, AuthoredScenario } from "./schema.ts";
import { child, entriesOf, keyPosition, type Node, type Path, valuePosition } from "./tree.ts";

/** What a scenario may use up when its exercise says nothing about it. */
export const defaultLimits: Limits = {
  virtualTimeMs: 60_000,
  steps: 100_000,
  cpuMs: 1000,
  memoryBytes: 128 * 1024 ** 2,
  outputBytes: 64 * 1024,
  tasks: 10_000,
  requests: 10_000,
  timers: 100_000,
};
/** What the virtual Date shows at time 0 when nothing else is said, in epoch ms. */
export const defaultStartMs = Date.UTC(2025, 0, 1);
const allPoints = 100;
const defaultSchedules = 50;

interface Places {
  readonly id: string;
  readonly file: string;
  readonly root: Node;
  readonly hiddenRoot: Node | null;
  /** In the order in which the exercise names them. */
  readonly fixtures: readonly AuthoredHttp[];
}

/** Everything resolved: units, defaults, routes, checks. What comes in has been checked. */
export function buildExercise(
  authored: AuthoredExercise,
  hidden: readonly AuthoredScenario[],
  places: Places,
): CodeExercise {
  const { root, hiddenRoot } = places;
  const shared: Shared = {
    routes: [...places.fixtures, authored.http].reduce<readonly Route[]>(
      (routes, http) => withReplacements(routes, routesOf(http)),
      [],
    ),
    limits: withLimits(defaultLimits, authored.limits),
    seed: authored.seed ?? 1,
    startMs: authored.start ?? defaultStartMs,
  };
  const scenarios = authored.scenarios.map((each, i) => buildScenario(each, shared, root, ["scenarios", i]));
  for (const [i, each] of hidden.entries()) {
    if (hiddenRoot) scenarios.push({ ...buildScenario(each, shared, hiddenRoot, [i]), hidden: true });
  }
  return {
    kind: "code",
    id: places.id,
    file: places.file,
    title: authored.title,
    pass: authored.pass ?? 100,
    hints: authored.hints ?? [],
    files: authored.files ?? ["submission.ts"],
    entry: authored.entry === "script" ? null : (authored.entry ?? "main"),
    harness:
      authored.harness === undefined
        ? null
        : {
            file: authored.harness,
            needsEntry: authored.entry !== undefined,
            at: valuePosition(root, ["harness"]),
          },
    checks: authored.checks === undefined ? null : { file: authored.checks, at: valuePosition(root, ["checks"]) },
    fixtures: authored.fixtures ?? [],
    imports: authored.imports ?? [],
    rules: (authored.rules ?? []).map((rule, i) => ({
      kind: rule.require === undefined ? "forbid" : "require",
      target: rule.require ?? rule.forbid ?? "",
      why: rule.why ?? null,
      points: rule.points ?? null,
      at: valuePosition(root, ["rules", i]),
    })),
    scenarios,
    explore: exploreOf(authored.explore),
    accept: Object.entries(authored.accept ?? {}),
    keys: keysOf(root),
    points: pointsOf(authored, scenarios),
  };
}

/** Of what findings speak about that are made after the file was read. */
function keysOf(root: Node): Readonly<Record<string, Position>> {
  const first = [...entriesOf(root)].map(([key, { keyAt }]) => [key, keyAt] as const);
  const below = ["points", "accept"].flatMap((above) =>
    [...entriesOf(child(root, above))].map(([key, { keyAt }]) => [`${above}.${key}`, keyAt] as const),
  );
  return Object.fromEntries([...first, ...below]);
}

export function buildQuiz(
  authored: AuthoredQuiz,
  { id, file, root }: Pick<Places, "id" | "file" | "root">,
): QuizExercise {
  return {
    kind: "quiz",
    id,
    file,
    title: authored.title,
    pass: authored.pass ?? 100,
    hints: authored.hints ?? [],
    points: allPoints,
    keys: keysOf(root),
    questions: authored.questions.map((question) => ({
      id: question.id,
      ask: question.ask,
      choices: question.choices.map((choice) => ({ ...choice, correct: choice.correct ?? false })),
    })),
  };
}

interface Shared {
  readonly routes: readonly Route[];
  readonly limits: Limits;
  readonly seed: number;
  readonly startMs: number;
}

function buildScenario(authored: AuthoredScenario, shared: Shared, root: Node, path: Path): WrittenScenario {
  const locate = (...below: string[]): Position => keyPosition(root, [...path, "expect", ...below]);
  return {
    name: authored.name,
    args: authored.args ?? [],
    routes: withReplacements(shared.routes, routesOf(authored.http)),
    hidden: authored.hidden ?? false,
    limits: withLimits(shared.limits, authored.limits),
    seed: authored.seed ?? shared.seed,
    startMs: authored.start ?? shared.startMs,
    checks: checksOf(authored, locate),
    at: valuePosition(root, path),
  };
}

function withLimits(base: Limits, own: AuthoredLimits | undefined): Limits {
  return {
    virtualTimeMs: own?.virtualTime ?? base.virtualTimeMs,
    steps: own?.steps ?? base.steps,
    cpuMs: own?.cpu ?? base.cpuMs,
    memoryBytes: own?.memory ?? base.memoryBytes,
    outputBytes: own?.output ?? base.outputBytes,
    tasks: own?.tasks ?? base.tasks,
    requests: own?.requests ?? base.requests,
    timers: own?.timers ?? base.timers,
  };
}

function exploreOf(authored: AuthoredExercise["explore"]): Explore | null {
  if (authored === undefined) return null;
  const { schedules = defaultSchedules, latency = null, order = "ready" } = authored;
  return { schedules, latency, order };
}

function pointsOf(
  { points: authored, checks }: AuthoredExercise,
  scenarios: readonly WrittenScenario[],
): CodeExercise["points"] {
  const order: readonly Category[] = ["concurrency", "returns", "states"];
  const own = (category: Category) => checks !== undefined && authored?.[category] !== undefined;
  const scored = order.filter(
    (category) =>
      own(category) || scenarios.some((scenario) => scenario.checks.some((check) => check.category === category)),
  );
  const points: { [category in Category]?: { n: number; d: number } } = {};
  for (const category of scored) {
    points[category] = authored ? exact(authored[category] ?? 0) : exact(allPoints, scored.length);
  }
  return points;
}
