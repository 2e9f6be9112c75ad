/** `npm run build`: bundles the compiler, and keeps its heap for this Node. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { bundleCompiler } from "./bundle.ts";
import { freeze } from "./freeze.ts";
import { BUILT, BUNDLE_FILE, stampBuilt } from "./heap.ts";

await rm(BUILT, { recursive: true, force: true });
const bundle = path.join(BUILT, BUNDLE_FILE);
await bundleCompiler(bundle);
await freeze(bundle, BUILT).catch((error: unknown) => {
  console.error(
    `This Node cannot keep a compiler's heap, so grading will take a second longer to begin: ${String(error)}`,
  );
});
await stampBuilt();
