import type { GuestFunctions, HostFunctions, WorldSettings } from "./host-functions.ts";

interface Handover {
  readonly host: HostFunctions;
  readonly settings: string;
  readonly register: (functions: GuestFunctions) => void;
}

/** Under this name the host puts its functions on the global object, just before this file runs. */
const HANDOVER = "__chronograde";

const globals = globalThis as unknown as Record<string, Handover>;
const handover = globals[HANDOVER]!;
delete globals[HANDOVER];

export const host: HostFunctions = handover.host;
export const settings: WorldSettings = JSON.parse(handover.settings) as WorldSettings;
export const { register } = handover;
