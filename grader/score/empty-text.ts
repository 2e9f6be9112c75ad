/** `undefined` or `NaN`, where a text shows one of them in place of a value; null when it does not. */
export function emptyIn(text: string): string | null {
  return /\b(?:undefined|NaN)\b/.exec(text)?.[0] ?? null;
}

export function hintForEmpty(shown: string): string {
  return shown === "NaN"
    ? "NaN comes of reckoning with what is no number. Which of the values that went into it is not there yet, or is another thing?"
    : "Something in it is undefined: a variable that has no value yet at that moment, a function without a return, or a property under another name. Which is it here?";
}
