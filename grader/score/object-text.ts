/** A text that shows an object as such, where what is in the object should stand. Null when nothing of the kind stands in it, or it should. */
export function objectIn(text: string, wanted: string): { readonly message: string; readonly hint: string } | null {
  if (!text.includes(shown) || wanted.includes(shown)) return null;
  return {
    message: `${shown} is what a whole object looks like as text`,
    hint: "Which value is put into the text there? If it is an object: which part of it belongs into the text?",
  };
}

const shown = "[object Object]";
