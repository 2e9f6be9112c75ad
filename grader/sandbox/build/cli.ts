/** `npm run build`: makes the files that the child process runs. */
import { build, BUILT } from "./locate.ts";

await build(BUILT);
