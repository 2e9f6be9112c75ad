import { InvalidArgumentError } from "commander";

/** One of several equal parts of a batch. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** @throws InvalidArgumentError for what is no `I/N` */
export function parseShard(value: string): Shard {
  const [, number, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? [];
  const shard = { number: Number(number), of: Number(of) };
  if (!(shard.number >= 1 && shard.number <= shard.of)) {
    throw new InvalidArgumentError(`Expected I/N, such as 1/4 for the first of four; got "${value}".`);
  }
  return shard;
}

/** Every N-th, so that neighbors that take long are spread out. */
export function inShard(index: number, { number, of }: Shard): boolean {
  return index % of === number - 1;
}
