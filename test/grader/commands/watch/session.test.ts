import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { smallExercise, solution, starter } from "../a-course.ts";
import { aSession } from "./a-session.ts";

const FOOT = "at the bottom: h hint  l list  n next  r again  x reset  ? help  q quit";

function invitation(id: string, passed: string): string[] {
  return [
    `${id}: Number ${id}`,
    passed,
    `  Read  exercises/${id}/README.md`,
    `  Edit  exercises/${id}/submission.ts`,
    "It is graded as soon as you save.",
  ];
}

const verdicts = (news: readonly string[]) =>
  news.filter((line) => /^(grade |clear|[✓✗] |one: |two: |three: )/.test(line));

describe("a watch", () => {
  it("begins with what to read and write in the first exercise", () => {
    const { session, news } = aSession();
    session.begin();
    expect(news()).toEqual(["clear", ...invitation("one", "[--------------------] 0 of 3 passed"), FOOT]);
  });

  it("grades at once an exercise that has been begun", () => {
    const { session, news, write } = aSession();
    write("one", "begun");
    session.begin();
    expect(news()).toEqual(["grade one", FOOT]);
  });

  it("draws again what stood on the screen, the verdict above the next exercise too", async () => {
    const { session, news, write, saved, graded } = aSession();
    session.begin();
    write("one", solution);
    saved("one");
    await graded();
    const shown = news();
    session.redraw();
    expect(news()).toEqual(shown.slice(shown.lastIndexOf("clear")).toSpliced(1, 0, FOOT));
  });

  it("names its own keys, not commands, under an exercise that has not passed", async () => {
    const { session, news, write, saved, graded } = aSession();
    session.begin();
    write("one", "wrong");
    saved("one");
    await graded();
    expect(news()).toContain("Next: change one thing and save. For a hint, press h; ? shows all keys.");
  });

  it("goes on to the next exercise when one passes, and not before", async () => {
    const { session, news, write, saved, graded } = aSession();
    session.begin();
    news();
    write("one", "wrong");
    saved("one");
    await graded();
    expect(verdicts(news())).toEqual([
      "grade one",
      "clear",
      "one: Number one",
      "✗ failed: 0 of 100 points, 0%; 100% needed to pass",
    ]);
    write("one", solution);
    saved("one");
    await graded();
    const after = news();
    expect(verdicts(after)).toEqual([
      "grade one",
      "clear",
      "one: Number one",
      "✓ passed: 100 of 100 points, 100%",
      "three: Number three",
    ]);
    expect(after.slice(-5)).toEqual(invitation("three", "[######--------------] 1 of 3 passed"));
  });

  it("says so when all that was asked for is passed", async () => {
    const { session, news, write, saved, graded } = aSession({ asked: ["two"] });
    session.begin();
    write("two", solution);
    saved("two");
    await graded();
    expect(news().slice(-2)).toEqual(["[####################] 1 of 1 passed", "All passed. Well done."]);
  });

  it("shows nothing of a grading that a later save has overtaken", async () => {
    const { session, news, write, saved, graded } = aSession();
    session.begin();
    news();
    write("one", "wrong");
    saved("one");
    write("one", solution);
    saved("one");
    await graded();
    expect(verdicts(news()).slice(0, 5)).toEqual([
      "grade one",
      "grade one",
      "clear",
      "one: Number one",
      "✓ passed: 100 of 100 points, 100%",
    ]);
  });

  it("grades a save once, however often it is told of it", () => {
    const { session, news, write, saved } = aSession();
    session.begin();
    news();
    write("one", "text");
    saved("one");
    saved("one", true);
    expect(news()).toEqual(["grade one"]);
  });

  it("follows the learner to another exercise, and stays when all are saved together", () => {
    const { session, news, write } = aSession();
    session.begin();
    news();
    write("two", "text");
    session.saved({ exercises: new Set(["two"]), shared: false, settled: false });
    for (const id of ["one", "two", "three"]) write(id, "more text");
    session.saved({ exercises: new Set(["one", "two", "three"]), shared: false, settled: false });
    expect(news()).toEqual(["grade two", "grade two"]);
  });

  it("waits for the rest of a file that is empty or away, and grades it all the same if that was all", () => {
    const { session, news, write, saved, root } = aSession();
    session.begin();
    news();
    write("one", "");
    saved("one");
    rmSync(path.join(root, "exercises/one/submission.ts"));
    saved("one");
    expect(news()).toEqual([]);
    write("one", "text");
    saved("one");
    write("one", "");
    saved("one", true);
    expect(news()).toEqual(["grade one", "grade one"]);
  });

  it("tells of an exercise and of a course that are gone, and grades when they are back", () => {
    const { session, news, write, saved, root } = aSession();
    session.begin();
    news();
    const folder = path.join(root, "exercises");
    rmSync(path.join(folder, "one"), { recursive: true });
    saved("one", true);
    expect(news()[0]).toBe("exercises/one is gone. It will be graded when it is back.");
    rmSync(folder, { recursive: true });
    saved("one", true);
    saved("one", true);
    expect(news()).toEqual(['The folder "exercises" is gone. It will be graded when it is back.']);
    mkdirSync(path.join(folder, "one"), { recursive: true });
    write("one", "text");
    write("one", smallExercise, "exercise.yaml");
    saved("one");
    expect(news()).toEqual(["grade one"]);
  });

  it("ends when the whole course is gone", async () => {
    const { session, root, saved } = aSession();
    session.begin();
    rmSync(root, { recursive: true });
    saved("one", true);
    expect(await session.ended).toBe(2);
  });

  it("regrades when the author changes the exercise or its solution", () => {
    const { session, news, write, saved, root } = aSession();
    session.begin();
    news();
    write("one", "title: half", "exercise.yaml");
    saved("one");
    mkdirSync(path.join(root, "solutions"));
    for (const id of ["one", "two"]) {
      writeFileSync(path.join(root, "solutions", `${id}.ts`), solution);
      session.saved({ exercises: new Set(), shared: true, settled: true });
    }
    expect(news()).toEqual(["grade one", "grade one"]);
  });

  it("works without a keyboard, and says so", () => {
    const { session, news } = aSession({ hasKeys: false });
    session.begin();
    expect(news().at(-1)).toBe(
      "at the bottom: Waiting for the next save. No keys without a terminal; Ctrl-C stops watching.",
    );
  });
});

describe("the keys of a watch", () => {
  function atWork() {
    const it = aSession();
    it.session.begin();
    it.news();
    return it;
  }

  it("h shows one hint after the other", () => {
    const { session, news } = atWork();
    session.key("h");
    session.key("h");
    expect(news()).toEqual([
      "Hint 1 of 2: Return it.",
      "(1 more: press h again)",
      "Hint 2 of 2: Return the word hello.",
      "(That was the last one. To start over: press h again)",
    ]);
  });

  it("l lists, n goes on, r grades again", () => {
    const { session, news } = atWork();
    session.key("l");
    expect(news()).toEqual([
      "clear",
      "[ ] one    Number one",
      "[ ] three  Number three",
      "[ ] two    Number two",
      "[--------------------] 0 of 3 passed",
    ]);
    session.key("n");
    expect(news()[1]).toBe("three: Number three");
    session.key("r");
    expect(news()).toEqual(["grade three"]);
  });

  it("x puts the starter back, after a yes only, and keeps what was there", () => {
    const { session, news, write, root, saved } = atWork();
    const file = path.join(root, "exercises/one/submission.ts");
    write("one", "mine");
    saved("one");
    news();
    session.key("x");
    session.key("n");
    expect(news().slice(1, 2)).toEqual(["Nothing was changed."]);
    expect(existsSync(`${file}.bak`)).toBe(false);
    session.key("x");
    session.key("y");
    expect([readFileSync(file, "utf8"), readFileSync(`${file}.bak`, "utf8")]).toEqual([starter, "mine"]);
    news();
    // Our own writing is no save of the learner's.
    saved("one", true);
    expect(news()).toEqual([]);
  });

  it("x says so where nobody knows the starter, and goes on watching", () => {
    const { session, news, root, saved } = atWork();
    rmSync(path.join(root, "exercises/.starters.json"));
    saved("one");
    news();
    session.key("x");
    session.key("y");
    const told = news().join(" ");
    expect(told).toContain('The starter of "one" is not known here');
    session.key("n");
    expect(news()[1]).toMatch(/^(?:two|three): Number /u);
  });

  it.each(["q", "ctrl-c", "ctrl-d"])("%s quits, in the middle of a question too", async (key) => {
    const { session } = atWork();
    session.key("x");
    session.key(key);
    expect(await session.ended).toBe(0);
  });

  it("nothing happens at any other key", () => {
    const { session, news } = atWork();
    for (const key of ["z", "up", "ctrl-x", ""]) session.key(key);
    expect(news()).toEqual([]);
  });
});
