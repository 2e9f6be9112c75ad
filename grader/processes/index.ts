/** Processes of ours: what every room that starts one has to know. */
export { killedTwice, machineLack, MachineFault, neverCameUp, notStarted } from "./machine-fault.ts";
export { Net } from "./net.ts";
export { Patience } from "./patience.ts";
