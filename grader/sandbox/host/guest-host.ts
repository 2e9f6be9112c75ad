import type { HttpCall } from "../guest/host-functions.ts";
import type { RawSite } from "../wire/record.ts";
import type { GuestModules } from "./modules.ts";

/** What a scenario does for its guest, in the host's own types. Nothing is asked of it once the scenario is over but `interrupt`. */
export interface GuestHost {
  readonly modules: GuestModules;
  /** True when nothing that the guest tells counts any more. */
  readonly isOver: boolean;
  /** It has looked at the guest's stack, which nothing can bring back. */
  readonly hasSampled: boolean;
  /**
   * Called by the engine now and then: true ends what the guest is doing.
   *
   * @param workShare how much of what it may do it has done
   */
  interrupt(workShare: number): boolean;
  rows(json: string, since: number): void;
  print(stream: "stdout" | "stderr", text: string, task: number, sites: readonly RawSite[]): void;
  /** Places of these tasks in the order in which they go on. */
  order(tasks: readonly number[]): readonly number[];
  jump(micros: number): boolean;
  fetch(id: number, call: HttpCall, body: Uint8Array | null): void;
  arrived(id: number): void;
  abort(id: number): void;
  called(target: string, site: RawSite | null): void;
  stopped(code: string, message: string, site: RawSite | null): void;
  /** All modules are linked. */
  seal(): void;
  begin(): void;
  settled(json: string): void;
  showSite(site: RawSite): string;
  showStack(stack: string): string;
}
