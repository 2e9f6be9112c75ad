/**
 * How the replies of one run are delayed. A readonly value that the sandbox's host side applies to each reply: neither the guest nor
 * whoever compares results has to know of it. Requests are named by what they ask for and how often it was asked before
 * (`GET https://a.test/1 #2`), so that the same schedule means the same to a submission and to a solution that sends in another order.
 */
export interface Schedule {
  /** 0: the scenario as written. */
  readonly number: number;
  /** What every draw is made from. */
  readonly seed: string;
  /** Latencies of single replies, in ms. They come before everything else. */
  readonly latencies: readonly (readonly [request: string, latencyMs: number])[];
  /** Where the latency of any other reply is drawn from; null: it keeps the one that is written. */
  readonly range: LatencyRange | null;
  /** Only so many different latencies are drawn, spread over the range: then many replies arrive at one instant. Null: any. */
  readonly grid: number | null;
  /**
   * Replies that arrive at one instant: the order in which they are handed over, those not named here in a drawn order behind them. Null:
   * as they were sent.
   */
  readonly ties: readonly string[] | null;
  /** In which order tasks that are ready at the same time go on. Null: first come, first served. */
  readonly tasks: TaskOrder | null;
}

export interface LatencyRange {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Priorities as in PCT: each task draws one when it is made, and falls behind all others when it is about to take one of these steps. */
export interface TaskOrder {
  /** Numbers of steps, counted over all tasks from 1. */
  readonly demotions: readonly number[];
}
