/**
 * What is shown of a result. Anything else in it is not looked at.
 *
 * @typedef {object} Result
 * @property {readonly Graded[]} results
 * @property {readonly { path: string, message: string }[]} tampered
 * @property {boolean} faulty an exercise of the base is wrong
 *
 * @typedef {object} Graded
 * @property {string} exercise
 * @property {"passed" | "failed" | "rejected" | "error"} status
 * @property {number | null} score
 * @property {number} maxScore
 * @property {readonly string[]} findings
 */

const most = 200;
const statuses = ["passed", "failed", "rejected", "error"];

/**
 * Checks a JSON result (version 1, as `chronograde pr --format json` writes it) that anybody may have written.
 *
 * @param {string} text
 * @returns {Result}
 */
export function readResult(text) {
  const value = parsed(text);
  if (!isRecord(value) || value["version"] !== 1) fail("it is no result of version 1");
  return {
    results: list(value["results"], "results").map(graded),
    tampered: list(value["tampered"], "tampered").map((each) => ({
      path: string(each["path"], "tampered.path"),
      message: string(each["message"], "tampered.message"),
    })),
    faulty: value["exerciseErrors"] !== undefined,
  };
}

/**
 * @param {Record<string, unknown>} value
 * @returns {Graded}
 */
function graded(value) {
  const status = /** @type {Graded["status"]} */ (string(value["status"], "status"));
  if (!statuses.includes(status)) fail("a status is none of ours");
  const maxScore = points(value["maxScore"]);
  const score = status === "error" ? null : points(value["score"]);
  if (score !== null && score > maxScore) fail("a score is higher than the highest");
  return { exercise: string(value["exercise"], "exercise"), status, score, maxScore, findings: findings(value) };
}

/** @param {Record<string, unknown>} value */
function findings(value) {
  const messages = [value["reason"], ...list(value["diagnostics"], "diagnostics"), ...list(value["rules"], "rules")];
  for (const scenario of list(value["scenarios"], "scenarios")) {
    const name = string(scenario["name"], "a scenario's name");
    for (const check of list(scenario["checks"], "checks")) {
      if (check["status"] === "passed") continue;
      const title = string(check["title"], "a check's title");
      messages.push({
        ...check,
        message: `${name}, ${title}${check["message"] ? `: ${string(check["message"], "message")}` : ""}`,
      });
    }
  }
  return messages.flatMap((each) => {
    if (!isRecord(each) || each["severity"] === "warning") return [];
    const { line } = each;
    const place = typeof line === "number" && Number.isSafeInteger(line) ? `line ${line}: ` : "";
    return [`${place}${string(each["message"], "message")}`];
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return fail("it is no JSON");
  }
}

/**
 * @param {unknown} value
 * @param {string} what
 * @returns {Record<string, unknown>[]}
 */
function list(value, what) {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isRecord)) return fail(`its ${what} is no list of objects`);
  if (value.length > most) return fail(`its ${what} has more than ${most} entries`);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} what
 */
function string(value, what) {
  return typeof value === "string" ? value : fail(`${what} is no text`);
}

/** @param {unknown} value */
function points(value) {
  return typeof value === "number" && value >= 0 && value <= 1e9 ? value : fail("a score is no number of points");
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {string} why
 * @returns {never}
 */
function fail(why) {
  throw new Error(`The result that the run has left is not one of chronograde's: ${why}.`);
}
