/** Whether `name` fits `pattern`, in which `*` stands for any text, none included, and `?` for one character. */
export function globMatches(pattern: string, name: string): boolean {
  const wanted = Array.from(pattern);
  const given = Array.from(name);
  let p = 0;
  let g = 0;
  // Where to resume: only the last `*` seen can have to take more, so the work is bounded by the product of the lengths.
  let star = -1;
  let taken = 0;
  while (g < given.length) {
    if (wanted[p] === "*") {
      star = p++;
      taken = g;
    } else if (p < wanted.length && (wanted[p] === "?" || wanted[p] === given[g])) {
      p++;
      g++;
    } else if (star >= 0) {
      p = star + 1;
      g = ++taken;
    } else {
      return false;
    }
  }
  while (wanted[p] === "*") p++;
  return p === wanted.length;
}

export function isGlob(pattern: string): boolean {
  return pattern.includes("*") || pattern.includes("?");
}
