export type { About, Piece, Repair, Wall } from "./repair.ts";
