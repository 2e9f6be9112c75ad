export { atob, btoa } from "../text/base64.ts";
export { TextDecoder } from "../text/decoder.ts";
export { TextEncoder } from "../text/encoder.ts";
