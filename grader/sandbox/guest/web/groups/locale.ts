export { compareText } from "../locale/collation.ts";
export { showDate } from "../locale/date.ts";
export { showNumber } from "../locale/number.ts";
