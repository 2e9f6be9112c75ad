/** In MB, the heap of the process that compiles. */
export const MEMORY_MB = 256;

/**
 * In MB, half of what is new in that heap. V8 would take 16, and with it 40 MB more of this machine for types that explode; they are found out no
 * later with 4, and with 2 a quarter later.
 */
const YOUNG_MB = 4;

/**
 * How V8 runs the process that compiles. It does not live long enough for its best code to pay: to make that code takes more of a class's time
 * than it saves. V8 begins only from a heap that was kept under the same flags.
 */
export function compilerFlags(memoryMb = MEMORY_MB): readonly string[] {
  const [major] = process.versions.node.split(".");
  const later = major === "20" ? ["--interrupt-budget=1000000"] : [];
  return [`--max-old-space-size=${memoryMb}`, `--max-semi-space-size=${YOUNG_MB}`, "--always-sparkplug", ...later];
}
