import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RunWriter } from "../../../grader/sandbox/assemble/run-writer.ts";
import { parseFrame } from "../../../grader/sandbox/wire/check.ts";
import type { GuestRow } from "../../../grader/sandbox/wire/record.ts";
import { encodeFrame, FrameReader, MAX_FRAME_BYTES } from "../../../grader/sandbox/wire/frames.ts";
import { plainProgram } from "../../fixtures/sandbox/program.ts";

describe("frames", () => {
  it("come out as they went in, however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.array(fc.nat(40)), (texts, cuts) => {
        const stream = Buffer.concat(texts.map(encodeFrame));
        const reader = new FrameReader();
        const received: string[] = [];
        let from = 0;
        for (const length of cuts) {
          received.push(...reader.push(stream.subarray(from, from + length)));
          from += length;
        }
        received.push(...reader.push(stream.subarray(from)));
        // A lone surrogate has no UTF-8.
        expect(received).toEqual(texts.map((text) => Buffer.from(text).toString()));
      }),
    );
  });

  it("of a length that nobody sends are refused before anything is kept", () => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(MAX_FRAME_BYTES + 1, 0);
    expect(() => new FrameReader().push(head)).toThrow(RangeError);
  });

  it("of random bytes give text or that refusal, nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => {
        const reader = new FrameReader();
        try {
          for (const chunk of chunks) for (const text of reader.push(Buffer.from(chunk))) parseFrame(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

describe("a message", () => {
  it.each([
    "",
    "null",
    "[]",
    "{}",
    '{"t":"nobody"}',
    '{"t":"__proto__"}',
    '{"t":"toString"}',
    '{"t":"end"}',
    '{"t":"end","at":-1}',
    '{"t":"end","at":1.5}',
    '{"t":"end","at":"1"}',
    '{"t":"rows","at":1,"since":0,"rows":[["z"]]}',
    '{"t":"rows","at":1,"since":0,"rows":[["s"]]}',
    '{"t":"rows","at":1,"since":0,"rows":[["s",1,2]]}',
    '{"t":"rows","at":1,"since":0,"rows":[["d",1,"pending",null,null]]}',
    '{"t":"settled","at":1,"value":{"t":"number","v":"1"},"error":null}',
    '{"t":"output","at":1,"stream":"both","text":"","task":0,"site":null}',
  ])("that no honest child sends is refused: %s", (message) => {
    expect(parseFrame(message)).toBeNull();
  });

  it("nested without end is refused", () => {
    const value = `${'{"t":"list","v":['.repeat(5000)}${"]}".repeat(5000)}`;
    expect(parseFrame(`{"t":"settled","at":1,"value":${value},"error":null}`)).toBeNull();
  });

  it("of any JSON makes no trouble", () => {
    fc.assert(
      fc.property(fc.json(), (message) => {
        parseFrame(message);
      }),
    );
  });
});

describe("the writer of a Run", () => {
  const program = plainProgram("");

  it("refuses time that goes back, or past what the child's host side saw", () => {
    const writer = new RunWriter(program);
    expect(writer.take({ t: "begin", at: 10 })).toBe(true);
    expect(writer.take({ t: "end", at: 9, exceeded: false, workMs: 0 })).toBe(false);
    expect(writer.take({ t: "rows", at: 20, since: 30, rows: [] })).toBe(false);
    expect(writer.take({ t: "rows", at: 20, since: 10, rows: [["@", 21]] })).toBe(false);
    expect(
      writer.take({
        t: "rows",
        at: 20,
        since: 10,
        rows: [
          ["@", 15],
          ["@", 12],
        ],
      }),
    ).toBe(false);
  });

  it("refuses answers to requests that were not sent, and a second answer", () => {
    const writer = new RunWriter(program);
    const answer = { t: "response", at: 0, id: 1, outcome: "answered", status: 200, nearest: null } as const;
    expect(writer.take(answer)).toBe(false);
    const sent = {
      t: "request",
      at: 0,
      id: 1,
      method: "GET",
      url: "https://a.test/",
      headers: [],
      body: null,
      task: 0,
      site: null,
    } as const;
    expect(writer.take(sent)).toBe(true);
    expect(writer.take(sent)).toBe(false);
    expect(writer.take(answer)).toBe(true);
    expect(writer.take(answer)).toBe(false);
  });

  it("has something to tell at every moment", () => {
    const { outcome, tasks, output, elapsedMs } = new RunWriter(program).run();
    expect({ tasks, output }).toEqual({ tasks: [], output: [] });
    expect([outcome.kind, elapsedMs]).toEqual(["stopped", null]);
  });
});

describe("task states that cannot be", () => {
  const created: GuestRow = ["c", 1, 0, "Task-1", "main", null];

  /** Whether each of these is taken, told in one go at this instant of the host's clock. */
  function takes(rows: readonly GuestRow[], at = 0, writer = new RunWriter(plainProgram(""))): boolean {
    writer.take({ t: "begin", at: 0 });
    return writer.take({ t: "rows", at, since: 0, rows: [["R"], created, ["m", 1], ...rows] });
  }

  it.each<[string, GuestRow[]]>([
    ["a task that was never made ends", [["d", 2, "done", null, null]]],
    ["a task that was never made takes a step", [["s", 2]]],
    ["a task is made twice", [["c", 1, 0, "Task-1", "main", null]]],
    ["a task is made by one that is not there", [["c", 2, 7, "Task-2", "f", null]]],
    ["a task is done though it never took a step", [["d", 1, "done", 5, null]]],
    [
      "a task has failed though it never took a step",
      [["d", 1, "failed", null, { name: "Error", message: "", site: null }]],
    ],
    ["a task is cancelled though nobody asked for it and it never took a step", [["d", 1, "cancelled", null, null]]],
    [
      "a task ends twice",
      [
        ["s", 1],
        ["d", 1, "done", 5, null],
        ["d", 1, "done", 6, null],
      ],
    ],
    [
      "a sleep is over before its time",
      [
        ["s", 1],
        ["w", 1, 1, "sleep", "sleep(300)", 0, null, null],
        ["@", 299_999],
        ["e", 1, 0],
      ],
    ],
    [
      "a timer fires before its time",
      [
        ["t", 1, 300_000, 1, null, 0],
        ["@", 299_999],
        ["u", 1, "fired"],
      ],
    ],
    ["the entry's task is none", [["m", 3]]],
  ])("are not taken: %s", (_, rows) => {
    expect(takes(rows, 299_999)).toBe(false);
  });

  it.each<[string, GuestRow[]]>([
    [
      "a sleep is over in time",
      [
        ["s", 1],
        ["w", 1, 1, "sleep", "sleep(300)", 0, null, null],
        ["@", 300_000],
        ["e", 1, 0],
      ],
    ],
    [
      "a sleep is over because its task was cancelled",
      [
        ["s", 1],
        ["w", 1, 1, "sleep", "sleep(300)", 0, null, null],
        ["x", 1, 0, null],
        ["e", 1, 0],
      ],
    ],
    [
      "a task is cancelled before its first step",
      [
        ["x", 1, 0, null],
        ["d", 1, "cancelled", null, null],
      ],
    ],
    [
      "a timer fires in time",
      [
        ["t", 1, 300_000, 1, null, 0],
        ["@", 300_000],
        ["u", 1, "fired"],
      ],
    ],
    [
      "a timer is cancelled before its time",
      [
        ["t", 1, 300_000, 1, null, 0],
        ["u", 1, "cancelled"],
      ],
    ],
    [
      "an abandoned wait wakes a task that has ended",
      [
        ["s", 1],
        ["d", 1, "done", 5, null],
        ["s", 1],
      ],
    ],
  ])("are no others: %s", (_, rows) => {
    expect(takes(rows, 300_000)).toBe(true);
  });

  it("are those of an entry that gives a value and has not ended", () => {
    const settled = { t: "settled", at: 0, value: 5, error: null } as const;
    const early = new RunWriter(plainProgram(""));
    expect(takes([["s", 1]], 0, early)).toBe(true);
    expect(early.take(settled)).toBe(false);
    const ended = new RunWriter(plainProgram(""));
    expect(
      takes(
        [
          ["s", 1],
          ["d", 1, "done", 5, null],
        ],
        0,
        ended,
      ),
    ).toBe(true);
    expect(ended.take(settled)).toBe(true);
  });

  it("are those of a call of something that nobody forbids", () => {
    const writer = new RunWriter({ ...plainProgram(""), forbidden: ["gather"] });
    const call = (target: string) => writer.take({ t: "called", at: 0, target, site: null });
    expect([call("gather"), call("gather"), call("sleep")]).toEqual([true, true, false]);
    expect(writer.run().forbiddenCalls).toEqual([{ target: "gather", at: null }]);
  });
});
