export type { About, Piece, Repair } from "./repair.ts";
