/** What the engine's language lacks and `src/` asks for as it is loaded: evaluated before everything else. */
import { defineDisposalSymbols } from "./web/language/symbols.ts";

defineDisposalSymbols();
