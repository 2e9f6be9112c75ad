/**
 * One form for the ways to write one address: `https://host` and `https://host/` are the same, and so is a query in another
 * order, as it is for mocked routes. What is no URL stays as it is.
 */
export function sameUrlForm(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = "";
  if (url.search !== "") url.search = url.search.slice(1).split("&").toSorted().join("&");
  return url.href;
}
