export type * from "./schedule.ts";
export { canDiffer, scheduleFor, type Explored } from "./draw.ts";
export { fractionOf } from "./fraction.ts";
export { latencyOf, tieRank } from "./latency.ts";
export { RequestNames } from "./requests.ts";
export { shrink } from "./shrink.ts";
export { TaskRanks } from "./task-ranks.ts";
export { tellChanges } from "./tell.ts";
