import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Position } from "../../values/index.ts";
import type { RawSite } from "./record.ts";

export interface MappedModule {
  readonly name: string;
  readonly display: string;
  readonly map: string;
}

/** Turns places in emitted code into places in the TypeScript text. Gives null for whatever it does not know. */
export class SiteMap {
  readonly #modules: Map<string, MappedModule>;
  readonly #maps = new Map<string, TraceMap>();
  readonly #awaits: readonly Position[];

  constructor(modules: readonly MappedModule[], awaits: readonly Position[]) {
    this.#modules = new Map(modules.map((module) => [module.name, module]));
    this.#awaits = awaits;
  }

  position(site: RawSite | null): Position | null {
    if (site === null) return null;
    if (site.startsWith("a")) return this.#awaits[Number(site.slice(1))] ?? null;
    const match = /^p(\d{1,9}):(\d{1,9}):(.*)$/s.exec(site);
    return match === null ? null : this.original(match[3]!, Number(match[1]), Number(match[2]));
  }

  /** Lines and columns count from 1. */
  original(moduleName: string, line: number, column: number): Position | null {
    const module = this.#modules.get(moduleName);
    if (module === undefined || line < 1 || column < 1) return null;
    let map = this.#maps.get(moduleName);
    if (map === undefined) {
      map = new TraceMap(module.map);
      this.#maps.set(moduleName, map);
    }
    // The engine places a call at its parenthesis; people place it at its name, which ends one column before.
    const before = originalPositionFor(map, { line, column: Math.max(0, column - 2) });
    // One that a function returns is placed at the `return`: what ends before that may be nothing.
    const found = before.line === null ? originalPositionFor(map, { line, column: column - 1 }) : before;
    if (found.line === null) return null;
    return { file: module.display, line: found.line, column: found.column + 1 };
  }
}

/** `file.ts:9:3`. */
export function showPosition(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`;
}
