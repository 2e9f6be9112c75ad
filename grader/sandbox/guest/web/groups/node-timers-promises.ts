export { default, scheduler, setImmediate, setInterval, setTimeout } from "../node/timers-promises.ts";
