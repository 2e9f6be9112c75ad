import type { Terminal } from "../terminal.ts";

/** Lines, or how to make them anew for the width that the terminal has by then. */
export type Block = readonly string[] | (() => readonly string[]);

/** Older parts of the screen have scrolled away. */
const mostDrawn = 10;

/** What stands on the screen, so that it can be drawn again. */
export class Picture {
  readonly #terminal: Terminal;
  /** From the top. */
  #drawn: readonly Block[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @param clear whether what stands on the screen is over */
  show(block: Block, clear: boolean): void {
    if (clear) this.#terminal.clear();
    this.#drawn = [...(clear ? [] : this.#drawn), block].slice(-mostDrawn);
    this.tell(block, !clear);
  }

  /**
   * For the moment only: not drawn again.
   *
   * @param apart from what stands above it
   */
  tell(block: Block, apart: boolean): void {
    const lines = typeof block === "function" ? block() : block;
    this.#terminal.out([...(apart ? [""] : []), ...lines].join("\n"));
  }

  /** @param foot the line that stays at the bottom */
  redraw(foot: string): void {
    if (this.#drawn.length === 0) return;
    this.#terminal.clear();
    this.#terminal.foot(foot);
    for (const [index, block] of this.#drawn.entries()) this.tell(block, index > 0);
  }
}
