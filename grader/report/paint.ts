import { styleText } from "node:util";

type Format = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export type Paint = Record<Format, (text: string) => string>;

/** The caller alone decides: it knows the stream, the options and NO_COLOR. One format at a time (see FINDINGS). */
export function paintWith(color: boolean): Paint {
  const style = (format: Format) => (text: string) =>
    color && text !== "" ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style("bold"),
    dim: style("dim"),
    red: style("red"),
    green: style("green"),
    yellow: style("yellow"),
    cyan: style("cyan"),
  };
}
