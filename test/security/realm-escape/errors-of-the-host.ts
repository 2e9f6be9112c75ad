// Attack: errors that come from what the host does for the guest, searched for an object or a path of the host
// Exercise: printed
// Safe: failed

export async function main(): Promise<void> {
  const caught: any[] = [];
  for (const f of [() => new URL("::"), () => new TextDecoder("nope"), () => structuredClone(() => 1), () => atob("%"), () => new Headers([["\n", "x"]]), () => crypto.getRandomValues(new Float32Array(1) as any), () => fetch("http://[::"), () => new Response("", { status: 5 })])
    try { await f(); } catch (e) { caught.push(e); }
  for (const e of caught) {
    for (let p: any = e; p; p = Object.getPrototypeOf(p)) for (const k of Reflect.ownKeys(p)) {
      let v: any; try { v = p[k]; } catch { continue; }
      if (typeof v === "function" && v['construct' + 'or'] !== (async () => {})['construct' + 'or' as 'name']) console.log("foreign", String(k));
      if (typeof v === "string" && /\/(home|root|tmp|work|usr)/.test(v)) console.log(v);
    }
    if (!(e instanceof Error) && !(e instanceof DOMException)) console.log("alien");
  }
}
