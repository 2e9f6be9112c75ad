import { define } from "../core/define.ts";
import { Object } from "../core/intrinsics.ts";
import { webClass } from "../core/web-class.ts";
import { captureRejectionSymbol, errorMonitor, EventEmitter } from "../node/event-emitter.ts";
import { on, once } from "../node/event-waits.ts";
import { emitterFunctions } from "../node/emitter-functions.ts";

export const { addAbortListener, getEventListeners, getMaxListeners, listenerCount, setMaxListeners } =
  emitterFunctions;
export { captureRejectionSymbol, errorMonitor, EventEmitter, on, once };
export default EventEmitter;

const statics = { ...emitterFunctions, captureRejectionSymbol, errorMonitor, on, once, EventEmitter };
for (const name of Object.keys(statics)) define(EventEmitter, name, statics[name as keyof typeof statics], true);
webClass(EventEmitter, "EventEmitter", { tag: false });
