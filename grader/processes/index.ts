/** Processes of ours: what every room that starts one has to know. */
export { besideOf, ownPrefix, removeAbandoned, removeAbandonedBeside } from "./abandoned.ts";
export { isFromOutside, signalOf, TRIES_TO_COME_UP } from "./from-outside.ts";
export {
  endedEachTime,
  killedTwice,
  machineLack,
  MachineFault,
  neverCameUp,
  notStarted,
  starvedTwice,
} from "./machine-fault.ts";
export { Net } from "./net.ts";
export { Patience } from "./patience.ts";
