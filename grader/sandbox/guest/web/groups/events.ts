export { AbortController, AbortSignal, signals } from "../events/abort.ts";
export { DOMException } from "../events/dom-exception.ts";
export { CustomEvent, Event } from "../events/event.ts";
export { EventTarget } from "../events/event-target.ts";
