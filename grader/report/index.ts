export { reportJson } from "./json.ts";
export { reportDiagnostics, reportRun } from "./run-text.ts";
export { formats, type Format, type Report } from "./formats.ts";
export type { ReferenceRuns } from "./page/grade-view.ts";
export { reportText } from "./text.ts";
export { paintWith } from "./paint.ts";
export { wrap } from "./wrap.ts";
export { escapeLines, escapeTerminal } from "./escape-terminal.ts";
