// Attack: (honest) URLs, parameters, forms, blobs and encodings
// Exercise: printed
// Safe: harmless

export async function main(): Promise<void> {
  const base = new URL("https://vault.test:443/x/../"); const u = (n: string): URL => Object.assign(new URL(base), { pathname: n, search: "", hash: "frag" });
  const q = new URLSearchParams({ a: "1 2", b: "ü" }); q.append("a", "3"); if (q.toString() !== "a=1+2&b=%C3%BC&a=3" || atob(btoa("hi")) !== "hi" || new TextEncoder().encode("€").length !== 3 || URL.canParse("nope")) throw new Error(q.toString());
  const f = new FormData(); f.set("k", new Blob(["x"], { type: "text/plain" }), "x.txt"); if ((f.get("k") as File_).size !== 1 || crypto.randomUUID().length !== 36 || crypto.getRandomValues(new Uint8Array(4)).length !== 4) throw new Error("form");
  const rs = await Promise.all([fetch(u("/left")), fetch(u("right"))]); for (const r of rs) console.log(await (await r.clone().blob()).text());
}
type File_ = Blob;
