import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { reportText, wrap } from "../../report/index.ts";
import { formatExerciseErrors, readAnswers, type QuizExercise, type QuizQuestion } from "../../spec/index.ts";
import { CallError } from "../call-error.ts";
import { emptyCourse, exerciseFolder, isCourse, openCourse, type Course } from "../course.ts";
import { courseStates, nextExercise } from "../course-states.ts";
import { entryName } from "../entry-name.ts";
import { ExitStatus } from "../exit-status.ts";
import { hintCommand } from "../hint.ts";
import { courseLines, howFar } from "../list.ts";
import { loadExercises, type LoadedExercises } from "../load-exercises.ts";
import { prose } from "../prose.ts";
import { howToAnswer } from "../quiz/how-to-answer.ts";
import { notRight } from "../quiz/open-questions.ts";
import { resetCommand } from "../reset.ts";
import { harmless } from "../shown-text.ts";
import type { Terminal } from "../terminal.ts";
import type { Outcome } from "./latest-grading.ts";
import { Picture } from "./picture.ts";
import type { Saved } from "./saves.ts";
import { footer, help, invitation, whatNext, type Means } from "./screen.ts";
import { stampOf } from "./stamp.ts";

export interface SessionParts {
  readonly terminal: Terminal;
  readonly hasKeys: boolean;
  /** Whether `ask` can. */
  readonly canAsk: boolean;
  /** Null when a later call has taken its place. */
  grade(id: string): Promise<Outcome | null>;
  /**
   * Asks in the terminal, and writes the answers down; meanwhile no key comes here.
   * @throws CallError when they cannot be written
   */
  ask(quiz: QuizExercise, questions: readonly QuizQuestion[]): Promise<void>;
}

/**
 * A learner at work: which exercise is on the table, what a save and a key do. Knows of no process, no watcher and no keyboard: they
 * tell it what happened.
 */
export class WatchSession {
  readonly #root: string;
  /** Null: all that the course has, those that come later too. */
  readonly #asked: readonly string[] | null;
  readonly #parts: SessionParts;
  readonly #stamps = new Map<string, string>();
  /** The files that learners write, as far as the exercises could be read when that was last tried. */
  readonly #entries = new Map<string, string>();
  #current: string | null = null;
  /** What the next key answers. */
  #question: ((key: string) => void) | null = null;
  /** The terminal belongs to a quiz: what is to be shown waits. */
  #asking = false;
  #waiting: (() => void)[] = [];
  #goneTold = false;
  readonly #picture: Picture;
  #end: (status: ExitStatus) => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;
  /** Resolves when the learner has had enough, or there is nothing left to watch. */
  readonly ended = new Promise<ExitStatus>((resolve, reject) => {
    this.#end = resolve;
    this.#fail = reject;
  });

  constructor(course: Course, asked: readonly string[] | null, parts: SessionParts) {
    this.#root = course.root;
    this.#asked = asked;
    this.#parts = parts;
    this.#picture = new Picture(parts.terminal);
    for (const id of this.#ids(course)) this.#stamps.set(id, stampOf(course, id));
  }

  /** The first exercise that is not passed. */
  begin(): void {
    this.#enterNext(null);
    this.#parts.terminal.foot(footer(this.#means));
  }

  saved(saved: Saved): void {
    if (this.#asking) this.#waiting.push(() => this.saved({ ...saved, settled: true }));
    else this.#look(saved);
  }

  key(key: string): void {
    const question = this.#question;
    this.#question = null;
    if (key === "q" || key === "ctrl-c" || key === "ctrl-d") this.#end(ExitStatus.passed);
    else this.#tellingFaults(() => (question === null ? this.#command(key) : question(key)));
  }

  /** What a command cannot do ends it, and not the watching. */
  #tellingFaults(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.#picture.show(() => [prose(error.message, this.#parts.terminal.columns)], false);
    }
  }

  /** The screen again: the terminal has another width, or somebody else wrote on it meanwhile. */
  redraw(): void {
    if (!this.#asking) this.#picture.redraw(footer(this.#means));
  }

  #look({ exercises, shared, settled }: Saved): void {
    if (!isCourse(this.#root)) {
      if (settled) this.#courseGone();
      return;
    }
    this.#goneTold = false;
    const course = openCourse(this.#root);
    const known = [...new Set([...this.#ids(course), ...this.#stamps.keys()])];
    const touched = known.filter((id) => exercises.has(id) || (shared && id === this.#current));
    const changed = touched.filter((id) => stampOf(course, id) !== this.#stamps.get(id));
    const target = changed.find((id) => id === this.#current) ?? changed[0];
    // Empty or away for a moment: an editor is about to write it.
    if (target === undefined || (!settled && this.#isHollow(course, target))) return;
    for (const id of changed) this.#stamps.set(id, stampOf(course, id));
    this.#grade(target);
  }

  /** The file that a learner writes has nothing in it, or is not there. */
  #isHollow(course: Course, id: string): boolean {
    const entry = this.#entries.get(id) ?? "exercise.yaml";
    const file = path.join(exerciseFolder(course, id), entry);
    return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  }

  #courseGone(): void {
    if (!existsSync(this.#root)) {
      this.#complain("The folder of the course is gone, so there is nothing left to watch.");
      this.#end(ExitStatus.wrongCall);
    } else if (!this.#goneTold) {
      this.#goneTold = true;
      this.#complain('The folder "exercises" is gone. It will be graded when it is back.');
    }
  }

  #complain(sentence: string): void {
    this.#parts.terminal.error(prose(sentence, this.#parts.terminal.stderrColumns));
  }

  #grade(id: string): void {
    const { terminal } = this.#parts;
    this.#current = id;
    const course = this.#course();
    if (course === null) return;
    if (!course.ids.includes(id)) {
      const gone = `exercises/${harmless(id)} is gone. It will be graded when it is back.`;
      this.#picture.show(() => wrap(gone, terminal.columns), false);
      return;
    }
    this.#stamps.set(id, stampOf(course, id));
    terminal.progress(`grading ${harmless(id)}`);
    this.#parts.grade(id).then((outcome) => {
      if (outcome === null) return;
      terminal.progress(null);
      if (this.#asking) this.#waiting.push(() => this.#showOutcome(id, outcome));
      else this.#showOutcome(id, outcome);
    }, this.#fail);
  }

  #showOutcome(id: string, outcome: Outcome): void {
    const { terminal } = this.#parts;
    if (outcome.kind === "fault") {
      const told = formatExerciseErrors(outcome.errors, outcome.sources, terminal);
      this.#picture.show([told, "", "This is a mistake in the exercise, not in your code."], true);
      return;
    }
    const { grade } = outcome;
    const next = whatNext(id, this.#parts.hasKeys);
    const report = (): string[] => [
      reportText([grade], { color: terminal.color, columns: terminal.columns, next }).trimEnd(),
    ];
    this.#picture.show(report, true);
    if (grade.status === "passed") this.#enterNext(id, false);
  }

  /** @param clear whether what stands on the screen is over */
  #enterNext(after: string | null, clear = true): void {
    const loaded = this.#load();
    if (loaded === null) return;
    const states = courseStates(loaded.course, loaded);
    const next = nextExercise(states, after);
    if (next === null && loaded.errors.length > 0) {
      this.#picture.show([formatExerciseErrors(loaded.errors, loaded.sources, this.#parts.terminal)], clear);
    } else if (states.size === 0) {
      this.#picture.show(emptyCourse(), clear);
    } else if (next === null) {
      this.#current = after ?? [...states.keys()][0] ?? null;
      this.#picture.show(
        [howFar(states), this.#asked === null ? "That is the whole course. Well done." : "All passed. Well done."],
        clear,
      );
    } else if (after === null && states.get(next)!.word !== "new") {
      this.#grade(next);
    } else {
      this.#current = next;
      this.#picture.show(() => invitation(loaded.exercises.get(next)!, states, this.#means), clear);
    }
  }

  #command(key: string): void {
    switch (key) {
      case "h":
        return this.#withCurrent((id) => {
          this.#parts.terminal.out("");
          hintCommand(id, { course: this.#root, again: "press h again" }, this.#parts.terminal);
        });
      case "l":
        return this.#list();
      case "n":
        return this.#enterNext(this.#current);
      case "r":
        return this.#withCurrent((id) => this.#grade(id));
      case "x":
        return this.#withCurrent((id) => this.#askReset(id));
      case "a":
        return this.#withCurrent((id) => this.#answer(id));
      case "?":
        return this.#picture.show(help(this.#means), false);
      case "return":
        return this.#parts.terminal.out("");
      default:
        return;
    }
  }

  #list(): void {
    const loaded = this.#load();
    if (loaded === null) return;
    const states = courseStates(loaded.course, loaded);
    const broken = loaded.errors.length === 0 ? [] : ['An exercise cannot be read; "npx chronograde list" says why.'];
    this.#picture.show(
      [...courseLines(loaded, states, this.#parts.terminal.columns), "", howFar(states), ...broken],
      true,
    );
  }

  #askReset(id: string): void {
    const { terminal } = this.#parts;
    this.#picture.tell(
      wrap("Put the starter back? Yours is kept beside it. y: yes; any other key: no", terminal.columns),
      true,
    );
    this.#question = (key) => {
      if (key !== "y") {
        this.#picture.show(["Nothing was changed."], false);
        return;
      }
      resetCommand(id, { course: this.#root }, terminal);
      const course = this.#course();
      if (course !== null) this.#stamps.set(id, stampOf(course, id));
    };
  }

  #answer(id: string): void {
    const course = this.#course();
    const exercise = this.#load()?.exercises.get(id);
    if (course === null) return;
    if (exercise?.kind !== "quiz") {
      this.#picture.show([`${harmless(id)} is not a quiz: write your code in its file and save.`], false);
      return;
    }
    if (!this.#parts.canAsk) {
      this.#picture.show(() => [prose(howToAnswer(exercise), this.#parts.terminal.columns)], false);
      return;
    }
    const answers = readAnswers(exercise, path.join(exerciseFolder(course, id), "answers.yaml"), id);
    this.#asking = true;
    this.#parts.terminal.foot(null);
    this.#parts
      .ask(exercise, notRight(exercise, answers))
      .then(
        () => this.#askingOver(() => this.#grade(id)),
        (error: unknown) => {
          if (!(error instanceof CallError)) throw error;
          this.#askingOver(() => this.#picture.show([error.message], false));
        },
      )
      .catch(this.#fail);
  }

  #askingOver(then: () => void): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#asking = false;
    this.#parts.terminal.foot(footer(this.#means));
    then();
    for (const show of waiting) show();
  }

  /** Whatever is wrong with a call is told, and the watch goes on. */
  #withCurrent(action: (id: string) => void): void {
    if (this.#current === null) return;
    try {
      action(this.#current);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.#picture.show([error.message], false);
    }
  }

  #load(): (LoadedExercises & { readonly course: Course }) | null {
    const course = this.#course();
    if (course === null) return null;
    const loaded = loadExercises(course, this.#ids(course));
    for (const [id, exercise] of loaded.exercises) this.#entries.set(id, entryName(exercise));
    return { course, ...loaded };
  }

  /** Null, and told, when it is gone. */
  #course(): Course | null {
    if (isCourse(this.#root)) return openCourse(this.#root);
    this.#courseGone();
    return null;
  }

  #ids(course: Course): readonly string[] {
    const asked = this.#asked;
    return asked === null ? course.ids : course.ids.filter((id) => asked.includes(id));
  }

  get #means(): Means {
    return { keys: this.#parts.hasKeys, asks: this.#parts.canAsk, columns: this.#parts.terminal.columns };
  }
}
