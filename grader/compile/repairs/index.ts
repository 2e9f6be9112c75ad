export type { About, Piece, Repair } from "./repair.ts";
export { repairsFrom } from "./repairs-from.ts";
export { type SuspectLine, type UsualRepair, usualRepairs } from "./usual/usual-repairs.ts";
