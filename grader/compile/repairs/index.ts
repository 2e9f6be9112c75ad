export type { About, Piece, Repair } from "./repair.ts";
export { repairsFrom } from "./repairs-from.ts";
