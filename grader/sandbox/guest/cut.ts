/** Longer messages are cut: nobody reads further, and a flood of them must not become a flood of output. */
const LONGEST = 2000;
const LONGEST_NAME = 200;

export function cut(text: string, longest = LONGEST): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}

/** Of a task, or of what is waited for. */
export function cutName(name: string): string {
  return cut(name, LONGEST_NAME);
}
