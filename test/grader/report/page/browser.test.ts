import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reportHtml } from "../../../../grader/report/page/page.ts";
import { hostile, sequential } from "../grades.ts";

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) =>
  existsSync(file),
);
if (chromium === undefined)
  console.warn("No Chromium on this machine: the page is not tried in a browser (Debian: apt-get install chromium).");

/** How a screen reader would call what has the focus. */
const FOCUSED = `document.activeElement.getAttribute("aria-label") ?? document.activeElement.closest("label")?.textContent ?? document.activeElement.textContent`;

describe.skipIf(chromium === undefined)("the page in a real browser", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-page-"));
  let browser: Browser;
  let page: Page;
  let requests: string[];
  let complaints: string[];

  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: chromium!, args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    page = await browser.newPage();
    requests = [];
    complaints = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterEach(() => page.close());

  async function open(text: string): Promise<void> {
    const file = path.join(folder, "page.html");
    writeFileSync(file, text);
    await page.goto(pathToFileURL(file).href);
  }
  const said = () => page.$eval("output", (output) => output.textContent);

  test("asks the network for nothing and has nothing to complain of", async () => {
    await open(reportHtml([sequential]));
    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
  });

  test("runs nothing that a submission says", async () => {
    await open(reportHtml([hostile]));
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe(`${hostile.exercise}: ${hostile.title} · chronograde`);
    expect(await page.$$eval("img, iframe, script:not([type])", (found) => found.length)).toBe(1);
  });

  test("steps through the events by keyboard, with the line of each marked", async () => {
    await open(reportHtml([sequential]));
    await page.focus("figure.timeline");
    await page.keyboard.press("Home");
    const first = await said();
    await page.keyboard.press("ArrowRight");
    const second = await said();
    await page.keyboard.press("ArrowLeft");
    expect([first, second, await said()]).toEqual([
      expect.stringMatching(/^1 of \d+\. 0 ms: /),
      expect.stringMatching(/^2 of /),
      first,
    ]);
    await page.keyboard.press("End");
    expect(await page.$eval(".cursor", (line) => line.getAttribute("visibility"))).toBe("visible");
  });

  test("starts over at Escape: as it was at first", async () => {
    await open(reportHtml([sequential]));
    const seen = () =>
      page.$eval("figure.timeline", (figure) => [
        figure.querySelector("output")!.textContent,
        figure.querySelector(".cursor")!.getAttribute("visibility"),
        figure.ownerDocument.querySelectorAll(".now").length,
      ]);
    const first = await seen();
    await page.focus("figure.timeline");
    await page.keyboard.press("End");
    await page.keyboard.press("+");
    expect(await seen()).not.toEqual(first);
    await page.keyboard.press("Escape");
    expect(await seen()).toEqual(first);
    expect(await page.$eval(".scroll", (scroll) => scroll.scrollWidth === scroll.clientWidth)).toBe(true);
  });

  test("a class and a submission fit a telephone", async () => {
    await page.setViewport({ width: 360, height: 800 });
    const long = { ...sequential, submission: `inbox/${"long-name-".repeat(8)}.ts` };
    for (const grades of [[sequential], [sequential, long]]) {
      await open(reportHtml(grades));
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    }
  });

  test("on a telephone the table keeps its words whole, and is scrolled without the page", async () => {
    await page.setViewport({ width: 360, height: 800 });
    await open(reportHtml([hostile]));
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    const widths = (selector: string) =>
      page.$$eval(selector, (cells) => cells.map((cell) => cell.getBoundingClientRect().width));
    expect(Math.min(...(await widths(".tasks tbody th")))).toBeGreaterThanOrEqual(100);
    expect(Math.min(...(await widths(".tasks td:last-child")))).toBeGreaterThanOrEqual(180);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  test("zooms by keyboard and back, without making the page itself wider", async () => {
    await open(reportHtml([sequential]));
    const width = () => page.$eval(".scroll", (scroll) => scroll.scrollWidth / scroll.clientWidth);
    await page.focus("figure.timeline");
    await page.keyboard.press("+");
    expect(await width()).toBeCloseTo(2);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.keyboard.press("0");
    expect(await width()).toBeCloseTo(1);
  });

  test("has marks on the axis that differ and do not touch, as a whole and zoomed in as far as it goes", async () => {
    await open(reportHtml([sequential]));
    const marks = () =>
      page.$$eval("figure.timeline:first-of-type .axis.live text", (texts) =>
        texts
          .map((text) => ({ label: text.textContent, box: text.getBoundingClientRect() }))
          .map(({ label, box: { left, right } }) => ({ label, left, right }))
          .toSorted((a, b) => a.left - b.left),
      );
    await page.focus("figure.timeline");
    for (const times of [0, 20]) {
      for (let i = 0; i < times; i++) await page.keyboard.press("+");
      await page.waitForFunction("document.querySelectorAll('.axis.live text').length > 2");
      const found = await marks();
      expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
      expect(found.filter(({ left }, i) => i > 0 && left <= found[i - 1]!.right)).toEqual([]);
    }
  });

  test("prints dark on white with everything that is said, and without its controls", async () => {
    const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const hidden = (what: string) =>
      page.$$eval(what, (all) => all.filter((each) => !each.checkVisibility()).map(({ outerHTML }) => outerHTML));
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await open(reportHtml([sequential]));
    expect(await ground()).not.toBe("rgb(255, 255, 255)");
    expect(await hidden(".controls")).toEqual([]);
    await page.emulateMediaType("print");
    expect(await ground()).toBe("rgb(255, 255, 255)");
    expect((await hidden(".controls")).length).toBe((await page.$$(".controls")).length);
    expect(await hidden(".verdict, .checks li, .hint, .path, figure.timeline, .source li")).toEqual([]);
  });

  test("tells what is under the pointer", async () => {
    await open(reportHtml([sequential]));
    await page.hover("rect.wait.request");
    expect(await said()).toMatch(/request.*line 5/);
    expect(await page.$$eval("li.now", (lines) => lines.map(({ id }) => id))).toContain("g1-submission.ts-5");
  });

  test("every control can be reached with the Tab key and has a name", async () => {
    await open(reportHtml([sequential]));
    const names: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      names.push(String(await page.evaluate(FOCUSED)));
    }
    expect(names).toEqual(
      expect.arrayContaining(["Zoom out", "Zoom in", "Fit", "Previous event", "Next event", "The same as a table"]),
    );
    expect(names.filter((name) => name.trim() === "")).toEqual([]);
  });
});
