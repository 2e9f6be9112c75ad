/** After the package was installed: keeps the compiler's heap for this Node. Where scripts are not run, grading just takes a second longer to begin. */
import { existsSync } from "node:fs";
import path from "node:path";
import { freeze, HEAP_FILE } from "./freeze.ts";
import { BUILT, BUNDLE_FILE } from "./heap.ts";

const bundle = path.join(BUILT, BUNDLE_FILE);
if (existsSync(bundle) && !existsSync(path.join(BUILT, HEAP_FILE))) await freeze(bundle, BUILT).catch(() => undefined);
