import { about, across, closed, leaf, type Refuse } from "./leaf.ts";
import { numberIn, words } from "./leaves.ts";
import { nearest } from "./nearest.ts";

const ruleWords = ["await-in-loop", "floating-promise", "any", "eval"] as const;

/** A name, or names with dots between. */
const namePattern = "^[\\p{ID_Start}$_][\\p{ID_Continue}$]*(\\.[\\p{ID_Start}$_][\\p{ID_Continue}$]*)*$";
export const dottedName = new RegExp(namePattern, "u");

const required = leaf<string>({
  expected: "an imported function or class, such as createTask",
  json: { type: "string", pattern: namePattern, not: { enum: [...ruleWords] } },
  takes: ["string"],
  read: (raw, refuse) => {
    const name = String(raw);
    if (ruleWords.some((word) => word === name)) {
      return refuse({ message: `\`${name}\` can be forbidden, not required` });
    }
    return readName(name, refuse);
  },
});

const forbidden = leaf<string>({
  expected: `an identifier, a call such as Promise.all, or one of ${ruleWords.join(", ")}`,
  json: { anyOf: [{ type: "string", pattern: namePattern }, { enum: [...ruleWords] }] },
  takes: ["string"],
  read: (raw, refuse) => {
    const name = String(raw);
    const word = ruleWords.find((each) => each === name);
    if (word !== undefined) return word;
    // An identifier that nobody writes would forbid nothing: the rule would be kept by everybody, in silence.
    const meant = nearest(
      name,
      ruleWords.filter((each) => each.includes("-")),
    );
    return meant === null ? readName(name, refuse) : refuse({ suggestion: meant });
  },
});

function readName(name: string, refuse: Refuse): string {
  if (dottedName.test(name)) return name;
  const bare = name.replace(/^(new|await)\s+/, "").replace(/\(.*\)$/s, "");
  const suggestion = bare !== name && dottedName.test(bare) ? bare : nearest(name, ruleWords);
  return refuse({ suggestion });
}

export const rule = closed({
  require: required
    .optional()
    .meta(about("A call (or new) of this import must be in the source, whatever its local name.", "createTask")),
  forbid: forbidden
    .optional()
    .meta(
      about(
        "A call or identifier that may not be in the source, or one of await-in-loop, floating-promise, any, eval.",
        "Promise.all",
        "await-in-loop",
      ),
    ),
  why: words
    .optional()
    .meta(
      about(
        "The instructor's own words, shown when the rule is broken.",
        "Use tasks here; Promise.all comes in the next chapter.",
      ),
    ),
  points: numberIn({ least: 0, most: 1_000_000 })
    .optional()
    .meta(
      about(
        "Points taken off the total when the rule is broken; without it, breaking the rule rejects the submission.",
        10,
      ),
    ),
})
  .check(
    across(({ require: must, forbid: mustNot }, refuse, misspelt) => {
      if (must !== undefined && mustNot !== undefined) {
        refuse("`forbid` and `require` cannot share a rule: write two rules", {
          code: "conflict",
          expected: "one of them",
          path: ["forbid"],
          atKey: true,
        });
      }
      if (must === undefined && mustNot === undefined && !misspelt) {
        refuse("a rule needs `require` or `forbid`", { code: "missing-key", expected: "require or forbid" });
      }
    }),
  )
  .meta({ oneOf: [{ required: ["require"] }, { required: ["forbid"] }] });
