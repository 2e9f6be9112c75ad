export type * from "./run.ts";
export type { ScenarioForm } from "./wire/job.ts";
export { withUsualMemory } from "./much-memory.ts";
export { onlyWaits } from "./wire/only-waits.ts";
export { workOf } from "./work.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
export { isBelow, type Isolation, type IsolationLevel } from "./isolation/isolation.ts";
