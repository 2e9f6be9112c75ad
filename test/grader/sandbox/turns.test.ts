import { describe, expect, it } from "vitest";
import { Turns } from "../../../grader/sandbox/turns.ts";

describe("turns at having much", () => {
  it("are for one program at a time, and for all of its runs", async () => {
    const turns = new Turns<string>();
    const order: string[] = [];
    await Promise.all([turns.wait("a"), turns.wait("a")]);
    const waiting = [turns.wait("b"), turns.wait("c"), turns.wait("b")].map((turn, i) =>
      turn.then(() => order.push(`${i}`)),
    );
    await Promise.resolve();
    order.push("a is graded");
    turns.end("a");
    await Promise.all([waiting[0], waiting[2]]);
    order.push("b is graded");
    turns.end("b");
    await waiting[1];
    expect(order).toEqual(["a is graded", "0", "2", "b is graded", "1"]);
  });

  it("are not given to a program that is over", async () => {
    const turns = new Turns<string>();
    await turns.wait("a");
    const over = turns.wait("b");
    turns.end("b");
    await over;
    turns.end("a");
    await expect(turns.wait("c")).resolves.toBeUndefined();
  });
});
