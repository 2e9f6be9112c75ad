export { format } from "../inspect/format.ts";
export { inspect } from "../inspect/inspect.ts";
export { table } from "../inspect/table.ts";
