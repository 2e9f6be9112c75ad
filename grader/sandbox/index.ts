export type * from "./run.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
