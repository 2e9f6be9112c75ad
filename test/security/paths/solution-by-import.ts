// Attack: imports the solution, by type and by value
// Safe: rejected types

import { main as theirs } from "../../solutions/target.ts";
import type { main as Theirs } from "../../../course/solutions/target";
export * from "TRAP_FOLDER/course/solutions/target.ts";

export const main: typeof Theirs = theirs;
