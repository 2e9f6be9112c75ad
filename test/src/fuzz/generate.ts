/**
 * Random programs over every primitive, as plain data that the Python driver and the TypeScript driver both interpret. A
 * seed is a program: the same on every machine.
 */

export type Ref = readonly ["slot" | "body", number];

export type Statement = readonly [name: string, ...operands: unknown[]];
export type Block = readonly Statement[];

export interface Program {
  readonly seed: number;
  readonly queues: readonly (readonly ["fifo" | "priority" | "lifo", number])[];
  readonly semaphores: readonly (readonly [bounded: boolean, value: number])[];
  readonly parties: number;
  /** The first is main. A body only calls bodies behind it, so every program ends. */
  readonly bodies: readonly Block[];
}

export const SLOTS = 5;

class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761) >>> 0;
  }

  /** 0 ≤ result < below, whole. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const DELAYS = [-1, 0, 0, 1, 2, 3, 5, 5, 10, 10, 20];
const MESSAGES = [null, null, "stop", "why"];

class Generator {
  readonly #random: Random;
  readonly #bodies: number;
  #left: number;

  constructor(random: Random, bodies: number) {
    this.#random = random;
    this.#bodies = bodies;
    this.#left = 150;
  }

  block(body: number, depth: number, most: number): Block {
    const length = 1 + this.#random.below(most);
    const block: Statement[] = [];
    for (let i = 0; i < length && this.#left > 0; i++) block.push(this.#guarded(body, depth));
    return block;
  }

  #guarded(body: number, depth: number): Statement {
    let statement = this.#statement(body, depth);
    // Most waits that nobody might end get a deadline: a program that is dead after three lines shows little.
    const help = this.#help(statement);
    if (BLOCKING.has(statement[0]) && this.#random.chance(70))
      statement = ["timeout", this.#random.pick([1, 5, 10]), [statement]];
    if (help !== null && this.#random.chance(60)) {
      const later: Statement = ["later", this.#random.pick(DELAYS), help, this.#random.below(SLOTS)];
      statement = ["repeat", 1, [later, statement]];
    }
    if (!this.#random.chance(body === 0 && depth === 0 ? 90 : 40)) return statement;
    return ["try", [statement], "all", [], false, []];
  }

  /** What would end a wait, for a callback that comes before, at or after its deadline. */
  #help([name, first]: Statement): Statement | null {
    switch (name) {
      case "eventWait":
        return ["eventSet", first];
      case "futureAwait":
        return this.#random.chance(70) ? ["futureSet", first, 1] : ["futureFail", first];
      case "acquire":
        return ["release", first];
      case "semaphoreAcquire":
        return ["semaphoreRelease", first];
      case "queueGet":
        return ["queuePutNowait", first, 3];
      case "queuePut":
        return ["queueGetNowait", first];
      case "queueJoin":
        return ["queueDone", first];
      case "await":
        return ["slotSet", first, 2];
      case "conditionWith":
        return ["notifier", first];
      default:
        return null;
    }
  }

  #statement(body: number, depth: number): Statement {
    this.#left -= 1;
    const random = this.#random;
    const kinds = depth < 3 ? [...LEAVES, ...LEAVES, ...NESTED] : LEAVES;
    const kind = random.pick(kinds);
    const slot = random.below(SLOTS);
    const inner = () => this.block(body, depth + 1, 3);
    const later = () => (body + 1 < this.#bodies ? body + 1 + random.below(this.#bodies - body - 1) : null);
    const ref = (): Ref => {
      const callee = later();
      return callee === null || random.chance(50) ? ["slot", random.below(SLOTS)] : ["body", callee];
    };
    const refs = (): Ref[] => Array.from({ length: random.below(4) }, ref);
    const slots = (): number[] => Array.from({ length: 1 + random.below(3) }, () => random.below(SLOTS));
    const limit = () => (random.chance(15) ? null : random.pick(DELAYS));
    switch (kind) {
      case "spawn":
      case "call":
      case "groupSpawn":
      case "lateSpawn":
      case "makeCoroutine": {
        const callee = later();
        return callee === null ? ["sleep", random.pick(DELAYS)] : [kind, callee, slot];
      }
      case "spawnCoroutine":
        return ["spawnCoroutine", slot, random.below(SLOTS)];
      case "spawnNamed": {
        const callee = later();
        return callee === null ? ["name", slot] : ["spawnNamed", callee, slot, random.pick(["a", "b", null])];
      }
      case "rename":
        return ["rename", slot, random.pick(["c", "d"])];
      case "spawnWait":
        return ["spawnWait", random.pick(WAITS), random.below(2), slot];
      case "waitForWait":
        return ["waitForWait", random.pick(WAITS), random.below(2), limit()];
      case "gatherWaits":
        return ["gatherWaits", random.pick(WAITS), random.pick(WAITS), random.below(2), random.chance(40)];
      case "asCompletedSpawn":
        return ["asCompletedSpawn", slots(), random.chance(50) ? null : random.pick(DELAYS), slot];
      case "asCompletedSome":
        return ["asCompletedSome", slots(), random.chance(50) ? null : random.pick(DELAYS), random.below(3)];
      case "callbackAct":
        return ["callbackAct", slot, this.#action(later())];
      case "slotSet":
        return ["slotSet", slot, random.below(10)];
      case "sleep":
        return ["sleep", random.pick(DELAYS)];
      case "await":
      case "state":
      case "doneCallback":
      case "removeCallback":
      case "awaitCoroutine":
      case "makeFuture":
      case "slotFail":
      case "name":
        return [kind, slot];
      case "cancel":
        return ["cancel", slot, random.pick(MESSAGES)];
      case "cancelSelf":
        return ["cancelSelf", random.pick(MESSAGES)];
      case "uncancel":
        return ["uncancel", random.chance(50) ? -1 : slot];
      case "gather":
        return ["gather", refs(), random.chance(40)];
      case "makeGather":
        return ["makeGather", slot, refs(), random.chance(40)];
      case "makeShield":
        return ["makeShield", slot, ref()];
      case "shield":
        return ["shield", ref()];
      case "wait":
        return ["wait", slots(), limit(), random.pick(["ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"])];
      case "waitFor":
        return ["waitFor", ref(), limit()];
      case "asCompleted":
        return ["asCompleted", slots(), random.chance(50) ? null : random.pick(DELAYS)];
      case "reschedule":
        return ["reschedule", limit()];
      case "timeout":
      case "timeoutAt":
        return [kind, limit(), inner()];
      case "group":
        return ["group", inner()];
      case "lockWith":
      case "semaphoreWith":
        return [kind, random.below(2), inner()];
      case "conditionWith":
        return ["conditionWith", random.below(2), inner()];
      case "conditionWait":
      case "notifyAll":
      case "acquire":
      case "release":
      case "semaphoreAcquire":
      case "semaphoreRelease":
      case "eventWait":
      case "eventSet":
      case "eventClear":
      case "queueGet":
      case "queueGetNowait":
      case "queueDone":
      case "queueJoin":
      case "queueState":
      case "futureFail":
      case "futureAwait":
      case "futureRenew":
        return [kind, random.below(2)];
      case "rendezvousWait":
      case "rendezvousNotify": {
        const i = random.below(2);
        const wait = random.chance(70)
          ? (["conditionWait", i] as const)
          : (["conditionWaitFor", i, random.below(4)] as const);
        const notify = random.chance(70) ? (["notify", i, random.below(3)] as const) : (["notifyAll", i] as const);
        if (kind === "rendezvousWait") return ["conditionWith", i, [wait]];
        return ["conditionWith", i, [["increment"], notify, ...(random.chance(30) ? inner() : [])]];
      }
      case "conditionWaitFor":
        return ["conditionWaitFor", random.below(2), random.below(4)];
      case "notify":
        return ["notify", random.below(2), random.below(3)];
      case "queuePut":
      case "queuePutNowait":
      case "futureSet":
        return [kind, random.below(2), random.below(10)];
      case "futureCancel":
        return ["futureCancel", random.below(2), random.pick(MESSAGES)];
      case "soon":
        return ["soon", this.#action(later()), slot];
      case "later":
      case "callAt":
        return [kind, random.pick(DELAYS), this.#action(later()), slot];
      case "cancelHandle":
        return ["cancelHandle", slot];
      case "return":
        return random.chance(30) ? ["return", random.below(10)] : ["log"];
      case "raise":
        return random.chance(60) ? ["raise"] : ["log"];
      case "try": {
        const finallyBlock = random.chance(30) ? inner() : [];
        return ["try", inner(), random.pick(["all", "cancelled", "boom"]), inner(), random.chance(40), finallyBlock];
      }
      case "repeat":
        return ["repeat", 2 + random.below(2), inner()];
      default:
        return [kind];
    }
  }

  /** Something that a callback of the loop, or of a future, can do. */
  #action(callee: number | null): Statement {
    const random = this.#random;
    const kind = random.pick(ACTIONS);
    const slot = random.below(SLOTS);
    switch (kind) {
      case "cancel":
        return ["cancel", slot, random.pick(MESSAGES)];
      case "spawn":
        return callee === null ? ["log"] : ["spawn", callee, slot];
      case "state":
      case "cancelHandle":
      case "chain":
        return [kind, slot];
      case "futureSet":
      case "queuePutNowait":
        return [kind, random.below(2), random.below(10)];
      case "slotSet":
        return ["slotSet", slot, random.below(10)];
      case "futureCancel":
        return ["futureCancel", random.below(2), random.pick(MESSAGES)];
      case "log":
      case "fail":
        return [kind];
      default:
        return [kind, random.below(2)];
    }
  }
}

function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}

const LEAVES = words(`
  log sleep sleep sleep spawn spawn spawn spawn call await await state state doneCallback cancel cancel cancel
  cancelSelf uncancel gather makeGather makeShield shield wait waitFor waitFor asCompleted reschedule acquire
  release conditionWait conditionWaitFor notify notifyAll increment semaphoreAcquire semaphoreRelease eventWait
  eventSet eventClear barrierWait barrierWait barrierReset barrierAbort queuePut queuePut queueGet queueGet
  queuePutNowait queueGetNowait queueDone queueJoin queueState futureSet futureFail futureCancel futureAwait
  soon later callAt cancelHandle return raise allTasks awaitSelf groupSpawn groupSpawn lateSpawn
  makeCoroutine awaitCoroutine spawnCoroutine spawnNamed rename name spawnWait waitForWait waitForWait gatherWaits
  asCompletedSpawn asCompletedSome callbackAct callbackAct removeCallback makeFuture makeFuture slotSet slotFail cancelOthers
  futureRenew futureRenew rendezvousWait rendezvousWait rendezvousNotify rendezvousNotify rendezvousNotify
`);
/** The runtime's own coroutines, as things to make a task of. */
const WAITS = words(`
  acquire semaphoreAcquire eventWait queueGet queuePut queueJoin conditionWait barrierWait sleep
`);
const ACTIONS = words(`
  log eventSet futureSet cancel cancel queuePutNowait state release eventClear spawn cancelHandle futureFail futureCancel
  semaphoreRelease queueGetNowait queueDone notifyAll chain fail slotSet
`);
const NESTED = words(`
  timeout timeout timeoutAt group group lockWith lockWith semaphoreWith semaphoreWith conditionWith
  conditionWith conditionWith try try repeat
`);
const BLOCKING = new Set(
  words(`
  await gather shield wait acquire lockWith conditionWith conditionWait conditionWaitFor semaphoreAcquire
  semaphoreWith eventWait barrierWait queuePut queueGet queueJoin futureAwait gatherWaits asCompletedSome
`),
);

export function generate(seed: number): Program {
  const random = new Random(seed);
  const count = 2 + random.below(5);
  const kinds = ["fifo", "fifo", "priority", "lifo"] as const;
  const program = {
    seed,
    queues: [0, 1].map(() => [random.pick(kinds), random.below(3)] as const),
    semaphores: [0, 1].map(() => [random.chance(30), random.below(3)] as const),
    parties: 1 + random.below(3),
  };
  const bodies = Array.from({ length: count }, (_, body) =>
    new Generator(random, count).block(body, 0, body === 0 ? 25 : 10),
  );
  return { ...program, bodies };
}
