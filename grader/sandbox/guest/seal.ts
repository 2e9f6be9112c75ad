/** Evaluated just before the submission's first module: see the host's GuestModules. */
import { host } from "./host.ts";

host.seal();
