import { createSandbox, type Isolation } from "../../sandbox/index.ts";
import { redactHidden, type Grade } from "../../score/index.ts";
import type { Exercise, ExerciseError } from "../../spec/index.ts";
import type { Compiler } from "../../compile/index.ts";
import type { Course } from "../course.ts";
import { entryName } from "../entry-name.ts";
import { ExerciseFault } from "../exercise-fault.ts";
import { gradeSubmission } from "../grade-submission.ts";
import { formOf } from "../scenario-form.ts";
import { createTrials } from "../trials/trials.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../workshop.ts";
import { loadExercises } from "../load-exercises.ts";
import { noteGrade } from "../note-grade.ts";
import { stampOf } from "./stamp.ts";

/** What a grading came to. */
export type Outcome =
  | { readonly kind: "grade"; readonly grade: Grade }
  /** The exercise has a mistake: nobody is graded by it. */
  | {
      readonly kind: "fault";
      readonly errors: readonly ExerciseError[];
      readonly sources: ReadonlyMap<string, string>;
    };

type Loaded =
  | { readonly stamp: string; readonly exercise: Exercise }
  | { readonly stamp: null; readonly exercise: null; readonly outcome: Outcome };

/**
 * Grades one exercise at a time, with everything kept warm for the next save: the compiler, the exercise as it was read, what its
 * solution gives, and a child that has run nobody's code yet. Who asks anew while a grading goes on ends that one.
 */
export class LatestGrading {
  #shop: Workshop;
  #turn = 0;
  #busy = false;
  readonly #loaded = new Map<string, Loaded & { stamp: string }>();

  constructor(course: Course, compiler: Compiler) {
    // What a dozen trials take is more than the blink in which the score is to be there.
    this.#shop = openWorkshop(course, compiler, { tries: "solution" });
  }

  /** Null when a later call has taken the place of this one. */
  async grade(id: string): Promise<Outcome | null> {
    const turn = ++this.#turn;
    if (this.#busy) this.#dropRunning();
    const loaded = this.#load(id);
    if (loaded.exercise === null) return loaded.outcome;
    this.#busy = true;
    try {
      const grade = await gradeSubmission(this.#shop, loaded.exercise, null);
      if (turn !== this.#turn) return null;
      noteGrade(this.#shop.course, loaded.exercise, grade);
      return { kind: "grade", grade: redactHidden(grade) };
    } catch (error) {
      if (turn !== this.#turn) return null;
      if (!(error instanceof ExerciseFault)) throw error;
      return { kind: "fault", errors: error.errors, sources: new Map() };
    } finally {
      if (turn === this.#turn) {
        this.#busy = false;
        this.warm(loaded.exercise);
      }
    }
  }

  /** A child for the next save of this exercise comes up while the learner reads. */
  warm(exercise: Exercise): void {
    if (exercise.kind === "quiz") return;
    this.#shop.sandbox.prepare(formOf(exercise));
  }

  isolation(): Promise<Isolation> {
    return this.#shop.sandbox.isolation();
  }

  async close(): Promise<void> {
    this.#turn += 1;
    await closeWorkshop(this.#shop);
  }

  /** What hangs in it is killed with it. */
  #dropRunning(): void {
    const { sandbox, trials } = this.#shop;
    this.#shop = { ...this.#shop, sandbox: createSandbox(), trials: createTrials({ usual: false }) };
    void sandbox.close();
    void trials?.benches.close();
  }

  #load(id: string): Loaded {
    const { course } = this.#shop;
    const known = this.#loaded.get(id);
    if (known?.exercise != null && stampOf(course, id, entryName(known.exercise)) === known.stamp) return known;
    this.#loaded.delete(id);
    const { exercises, errors, sources } = loadExercises(course, [id]);
    const exercise = exercises.get(id);
    if (exercise === undefined) return { stamp: null, exercise: null, outcome: { kind: "fault", errors, sources } };
    const loaded = { stamp: stampOf(course, id, entryName(exercise)), exercise };
    this.#loaded.set(id, loaded);
    return loaded;
  }
}
