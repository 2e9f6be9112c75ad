export { structuredClone } from "../clone/structured-clone.ts";
