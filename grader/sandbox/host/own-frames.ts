/** A line of the engine's stacks that tells of our own code, in JSON, however often that was put into JSON again. */
const OWN_FRAME = / {4}at [^()"\\]{0,200} \(chronograde:[^()"\\]{0,200}\)(?:\\+n)?/g;
/** What is left of one that was cut. */
const OWN_PLACE = /\(chronograde:[^()"\\]{0,200}/g;

/**
 * What a child tells, without the lines of our own in the stacks that a submission may have printed, returned or thrown as text: they
 * help nobody, and where things are in the grader is nobody's business. Whole escapes are left out, so JSON stays JSON.
 */
export function withoutOwnFrames(json: string): string {
  if (!json.includes("(chronograde:")) return json;
  return json.replaceAll(OWN_FRAME, "").replaceAll(OWN_PLACE, "(chronograde");
}
