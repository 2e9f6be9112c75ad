import type { HttpCall } from "../guest/host-functions.ts";
import type { RawSite } from "../wire/record.ts";
import type { GuestHost } from "./guest-host.ts";
import type { GuestModules } from "./modules.ts";

/** Something that the guest told, or asked, and what it got for an answer. */
export interface Told {
  readonly tell: (host: GuestHost) => unknown;
  readonly answer: unknown;
}

/** @throws Error when a host does not answer as the first one did: then the guest is not where it should be */
export function tellAgain(told: readonly Told[], host: GuestHost): void {
  for (const { tell, answer } of told) {
    if (tell(host) !== answer)
      throw new Error("A scenario went another way before its schedule was asked for anything.");
  }
}

/** Stands between a guest and its host, and keeps what the guest tells, as long as the same would be told under every schedule. */
export class WatchedHost implements GuestHost {
  readonly #host: GuestHost;
  readonly #scheduleAsked: () => void;
  #told: Told[] | null = [];

  /** @param scheduleAsked called each time just before the host answers out of its schedule */
  constructor(host: GuestHost, scheduleAsked: () => void) {
    this.#host = host;
    this.#scheduleAsked = scheduleAsked;
  }

  /** Gives all that was told; null when it cannot be told again. From here on it only passes on. */
  stopListening(): readonly Told[] | null {
    const told = this.#told;
    this.#told = null;
    return this.#host.isOver || this.#host.hasSampled ? null : told;
  }

  get modules(): GuestModules {
    return this.#host.modules;
  }

  get isOver(): boolean {
    return this.#host.isOver;
  }

  get hasSampled(): boolean {
    return this.#host.hasSampled;
  }

  interrupt(workShare: number): boolean {
    return this.#note((to) => to.interrupt(workShare));
  }

  rows(json: string, since: number): void {
    this.#note((to) => to.rows(json, since));
  }

  print(stream: "stdout" | "stderr", text: string, task: number, sites: readonly RawSite[]): void {
    this.#note((to) => to.print(stream, text, task, sites));
  }

  order(tasks: readonly number[]): readonly number[] {
    this.#scheduleAsked();
    return this.#host.order(tasks);
  }

  jump(micros: number): boolean {
    return this.#note((to) => to.jump(micros));
  }

  fetch(id: number, call: HttpCall, body: Uint8Array | null): void {
    this.#note((to) => to.fetch(id, call, body));
  }

  arrived(id: number): void {
    this.#note((to) => to.arrived(id));
  }

  abort(id: number): void {
    this.#note((to) => to.abort(id));
  }

  called(target: string, site: RawSite | null): void {
    this.#note((to) => to.called(target, site));
  }

  stopped(code: string, message: string, site: RawSite | null): void {
    this.#note((to) => to.stopped(code, message, site));
  }

  seal(): void {
    this.#note((to) => to.seal());
  }

  begin(): void {
    this.#note((to) => to.begin());
  }

  settled(json: string): void {
    this.#note((to) => to.settled(json));
  }

  showSite(site: RawSite): string {
    return this.#host.showSite(site);
  }

  showStack(stack: string): string {
    return this.#host.showStack(stack);
  }

  #note<T>(tell: (host: GuestHost) => T): T {
    const answer = tell(this.#host);
    this.#told?.push({ tell, answer });
    return answer;
  }
}
