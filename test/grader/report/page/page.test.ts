import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { storyEvents } from "../../../../grader/report/page/events.ts";
import { timelineFigure } from "../../../../grader/report/page/timeline-svg.ts";
import { reportHtml } from "../../../../grader/report/page/page.ts";
import { aCheck, aRun, aScenario, aTask, aTrace, anExercise, at } from "../../score/builders.ts";
import { gradeOf } from "../../score/grading.ts";
import { deadlocked, hostile, notGraded, passing, sequential, untyped } from "../grades.ts";

test("shows score, findings, the marked line and the timeline", () => {
  const page = reportHtml([sequential]);
  for (const part of [
    "✗ failed",
    "both titles, 800 ms",
    "Try: ",
    "<figure\n",
    '<li id="g1-submission.ts-10" class="marked">',
  ]) {
    expect(page).toContain(part);
  }
});

test("the line where a run was stopped is linked, and marked in the source", () => {
  const [{ reason }] = deadlocked.scenarios as [(typeof deadlocked.scenarios)[number]];
  const id = `g1-${reason!.file!}-${reason!.line!}`;
  const page = reportHtml([deadlocked]);
  expect(page).toMatch(new RegExp(`<p class="reason">[^<]+ <a href="#${id}">`));
  expect(page).toContain(`<li id="${id}" class="marked">`);
});

test("who waits for whom stands on lines of its own", () => {
  const [scenario] = deadlocked.scenarios;
  const reason = { ...scenario!.reason!, message: "Nothing goes on.\n- <b> waits\n- main waits" };
  const page = reportHtml([{ ...deadlocked, scenarios: [{ ...scenario!, reason }] }]);
  expect(page).toContain("Nothing goes on.\n- &lt;b&gt; waits\n- main waits");
  expect(page).not.toContain("\\n- main waits");
});

test("why a submission was rejected is told once, where the findings stand", () => {
  const [{ message }] = untyped.diagnostics as [(typeof untyped.diagnostics)[number]];
  const page = reportHtml([{ ...untyped, reason: { ...untyped.reason!, message: `${message} (and 1 more)` } }]);
  expect(page.slice(0, page.indexOf("The source")).split(message)).toHaveLength(2);
});

test("the policy lets run our script and style only", () => {
  const page = reportHtml([hostile]);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!.replaceAll("&#39;", "'");
  const element = (name: string) => new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)![1]!;
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  expect(policy).toBe(
    `default-src 'none'; style-src ${hash(element("style"))}; script-src ${hash(element("script"))}; base-uri 'none'; form-action 'none'`,
  );
});

test("nothing that a submission says becomes an element", () => {
  const page = reportHtml([hostile]);
  expect(page.match(/<(script|img|iframe|svg onload|b)\b[^>]*>/g)).toEqual([
    ...Array.from(
      { length: hostile.scenarios.filter(({ trace }) => trace !== null).length },
      () => '<script type="application/json">',
    ),
    "<script>",
  ]);
});

test("the table of a class has a row for each, and the mistakes that most made come first", () => {
  const page = reportHtml([sequential, { ...sequential, submission: "other.ts" }, passing, notGraded]);
  expect(page.replaceAll(/\s+/g, " ")).toContain("3 graded: 1 passed, 2 failed, 0 rejected, 1 not graded");
  expect(page.match(/<strong>(\d) of 4<\/strong>/g)![0]).toBe("<strong>2 of 4</strong>");
});

test("each row of a class names its exercise where there are several, and the caption names the one that all answer", () => {
  const rows = (page: string) => page.slice(page.indexOf('class="submissions"')).replaceAll(/\s+/g, " ");
  expect(rows(reportHtml([sequential, passing]))).toContain("<td>fast</td>");
  const one = rows(reportHtml([passing, { ...passing, submission: "other.ts" }]));
  expect(one).toContain(`<caption> fast: ${passing.title}. One row per submission </caption>`);
  expect(one).not.toContain("<td>fast</td>");
});

describe("of a run with too many events", () => {
  const ids = Array.from({ length: 30 }, (_, index) => index + 1);
  const trace = aTrace(
    ids
      .flatMap((id) => [
        [id, "wait-began", { task: id, ref: id, detail: "native a promise", site: at(5) }] as const,
        [id + 50, "wait-ended", { task: id, ref: id }] as const,
      ])
      .toSorted(([a], [b]) => a - b),
  );
  const run = aRun({ elapsedMs: 100, tasks: ids.map((id) => aTask({ id, endedMs: 100 })), trace });
  const graded = (each: typeof run) =>
    gradeOf(anExercise({ scenarios: [aScenario({ checks: [aCheck({ kind: "leftovers" })] })] }), [each]);
  const page = (cutFrom?: number) =>
    reportHtml([graded(cutFrom === undefined ? run : { ...run, trace: { ...trace, cutFrom } })]).replaceAll(
      /\s+/g,
      " ",
    );

  test("the page says until when its picture is whole, to who hears it as well", () => {
    const said = "Too much happened to draw all of it: waits that began after 30 ms are left out.";
    expect(page(30)).toContain(`<p class="more">${said}</p>`);
    expect(page(30)).toMatch(new RegExp(`<svg role="img" aria-label="[^"]*${said}`));
    expect(page()).not.toContain("Too much happened");
  });

  test("nothing is said of what the end waited for, and what is not known is drawn as such", () => {
    const parts = ["what the end waited for", "the tasks that the end waited for", 'class="untold"'];
    expect(parts.map((part) => page().includes(part))).toEqual([true, true, false]);
    expect(parts.map((part) => page(30).includes(part))).toEqual([false, false, true]);
  });
});

test("a step of the picture does not name the runtime's own word for a promise that it did not make", () => {
  const run = aRun({
    elapsedMs: 300,
    tasks: [aTask({ id: 1, endedMs: 300 })],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "native a promise", site: at(5) }],
      [300, "wait-ended", { task: 1, ref: 1 }],
    ]),
  });
  expect(storyEvents(run).events.map(({ text }) => text)).toEqual([
    "0 ms: main waits: a promise",
    "300 ms: main continues (a promise)",
  ]);
});

test("the step at which a run is stopped says why in words, not by its code", () => {
  const run = aRun({ trace: aTrace([[60_000, "stopped", { detail: "virtual-time" }]]) });
  expect(storyEvents(run).events.map(({ text }) => text)).toEqual([
    "1 min: the run is stopped: it has had all of its virtual time",
  ]);
});

test("of tasks that share a label, each step, bar and row has the name by which others wait for it", () => {
  const run = aRun({
    elapsedMs: 300,
    tasks: [
      aTask({ id: 1, endedMs: 300 }),
      aTask({ id: 2, name: "Task-2", coroutine: "get", endedMs: 300 }),
      aTask({ id: 3, name: "Task-3", coroutine: "get", endedMs: 300 }),
    ],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, other: 3, detail: "task Task-3", site: at(5) }],
      [300, "task-ended", { task: 3, detail: "done" }],
      [300, "wait-ended", { task: 1, ref: 1, other: 3 }],
    ]),
  });
  expect(storyEvents(run).events.map(({ text }) => text)).toContain("300 ms: get (Task-3) is done");
  const picture = timelineFigure(run, { id: "t", caption: "", scaleUs: 0, lineId: null }).text;
  expect(picture).toContain('<th scope="row">get (Task-3)</th>');
  expect(picture).toContain("<title>get (Task-3): done, 0 ms to 300 ms</title>");
});

test("a page without any submission is a page all the same", () => {
  expect(reportHtml([])).toContain("0 graded");
});

test("of a hidden scenario nothing is shown but its points", () => {
  const page = reportHtml([sequential]);
  const hidden = page.slice(page.indexOf("other answers (hidden)"));
  expect(hidden.slice(0, hidden.indexOf("</section>"))).not.toContain("<figure");
});

test("the built script is one that a page can run: no module", () => {
  const file = new URL("../../../../dist/grader/report/page/browser.js", import.meta.url);
  expect(() => new Script(readFileSync(file, "utf8"))).not.toThrow();
});

test("of what never ran, only the names are listed", () => {
  const page = reportHtml([untyped]);
  expect(page).toContain("Not run: ");
  expect(page).not.toContain("<figure");
});
