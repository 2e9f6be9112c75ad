/** What the engine's language lacks and `src/` asks for as it is loaded: evaluated before everything else. */
import { holdSeals } from "../../../src/seal.ts";
import { defineDisposalSymbols } from "./web/language/symbols.ts";

defineDisposalSymbols();
// The glue has to get at the classes first: see forbidden/watch.ts.
holdSeals();
