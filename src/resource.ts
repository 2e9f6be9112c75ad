import { loop } from "./loop.ts";
import type { Site, TaskId, WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";
import type { WaitedFor } from "./wakeup.ts";

const numbers = new Map<WaitKind, number>();

/** `lock 1`, `lock 2`, …: of each kind, in the order in which they were made. */
function nextNumber(kind: WaitKind): number {
  const number = (numbers.get(kind) ?? 0) + 1;
  numbers.set(kind, number);
  return number;
}

/** Only for tests. */
export function restartResources(): void {
  numbers.clear();
}

/** A lock, an event, a queue, …: what it is called in messages, who has it, and where it was made. */
export class Resource implements WaitedFor {
  readonly kind: WaitKind;
  readonly resource: string;
  readonly site: Site | null;
  readonly #hopeless: string | (() => string);
  /** How many units there were at first. */
  readonly #units: number;
  /** Who has how many of them, in the order of taking; null when that cannot be said. */
  #holders: Map<TaskCore, number> | null = new Map();
  #held = 0;

  constructor(kind: WaitKind, hopeless: string | (() => string), units = 0) {
    this.kind = kind;
    this.resource = `${kind} ${nextNumber(kind)}`;
    this.#hopeless = hopeless;
    this.#units = units;
    this.site = platform().callSite();
  }

  get hopeless(): string {
    return typeof this.#hopeless === "string" ? this.#hopeless : this.#hopeless();
  }

  get taskId(): TaskId {
    const [holder] = this.#holders?.keys() ?? [];
    return this.#held === 1 && holder !== undefined ? holder.id : 0;
  }

  blockers(): readonly TaskCore[] {
    return [...(this.#holders?.keys() ?? [])];
  }

  /** The same thing, waited for with another hope. */
  but(hopeless: string | (() => string)): WaitedFor {
    const { kind, resource } = this;
    const blockers = () => this.blockers();
    if (typeof hopeless === "string") return { kind, resource, hopeless, taskId: 0, blockers };
    return {
      kind,
      resource,
      taskId: 0,
      blockers,
      get hopeless() {
        return hopeless();
      },
    };
  }

  taken(task: TaskCore, site: Site | null): void {
    if (this.#holders === null) return;
    this.#held += 1;
    this.#holders.set(task, (this.#holders.get(task) ?? 0) + 1);
    loop.observer?.heldChanged(this.kind, this.resource, task.id, 1, site);
    // More than there ever were: one task releases and another acquires, as a signal. Then nobody holds anything.
    if (this.#held > this.#units) this.#stopCounting(this.#holders);
  }

  /** By the task that has it, or else on behalf of the one that has had it longest: whoever releases need not be the taker. */
  givenBack(): void {
    const holders = this.#holders;
    if (holders === null || this.#held === 0) return;
    const giver = platform().carrier.current();
    const [longest] = holders.keys();
    const holder = giver !== null && holders.has(giver) ? giver : longest;
    if (holder === undefined) return;
    this.#held -= 1;
    const left = (holders.get(holder) ?? 1) - 1;
    if (left === 0) holders.delete(holder);
    else holders.set(holder, left);
    loop.observer?.heldChanged(this.kind, this.resource, holder.id, -1, platform().callSite());
  }

  #stopCounting(holders: Map<TaskCore, number>): void {
    this.#holders = null;
    this.#held = 0;
    for (const [holder, count] of holders) {
      for (let i = 0; i < count; i++) loop.observer?.heldChanged(this.kind, this.resource, holder.id, -1, null);
    }
  }
}
