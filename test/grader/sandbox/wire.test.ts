import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RunWriter } from "../../../grader/sandbox/assemble/run-writer.ts";
import { parseFrame } from "../../../grader/sandbox/wire/check.ts";
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
    expect(writer.take({ t: "end", at: 9 })).toBe(false);
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
