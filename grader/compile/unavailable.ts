/** What no submission has, and what to use instead. Each sentence ends the message "`x` is not available here. …". */
export const UNAVAILABLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    eval: "Write the code itself, or choose with if, switch or a table of functions: text is never run as code.",
    Function: "Write a function or an arrow function: text is never run as code.",
    Intl: "Format with toFixed, padStart, toISOString or a small function of your own.",
    WebAssembly: "Write it in TypeScript.",
    SharedArrayBuffer: "Use a plain ArrayBuffer or array: there is one thread, and tasks share every variable.",
    Atomics:
      "There is one thread: between two awaits nothing else runs. Across awaits use Lock or Semaphore of chronograde.",
    DisposableStack: "Use `using`, or try and finally.",
    AsyncDisposableStack: "Use `await using`, or try and finally.",

    require: 'Write `import { … } from "…"` at the top of the file.',
    module: "Write `export` in front of what other files or the grader need.",
    exports: "Write `export` in front of what other files or the grader need.",
    __dirname: "A submission has no file system. Import other files from its folder instead.",
    __filename: "A submission has no file system.",
    process:
      "Return from the function (instead of exit), throw an Error, console.log (instead of stdout), performance.now (instead of hrtime).",
    global: "Write the name itself, or globalThis.",
    self: "Write the name itself, or globalThis.",
    Buffer: "Use TextEncoder and TextDecoder, Uint8Array, atob and btoa.",
    Deno: "Use chronograde, fetch and console.",
    Bun: "Use chronograde, fetch and console.",

    window: "There is no web page. Write the name itself, or globalThis.",
    document: "There is no web page. Return a value or use console.log.",
    navigator: "There is no web page.",
    location: "There is no web page. Use a URL of your own.",
    history: "There is no web page.",
    alert: "There is no web page. Use console.log.",
    prompt: "Nobody is there to answer during grading. Take the value as a parameter.",
    confirm: "Nobody is there to answer during grading. Take the value as a parameter.",
    localStorage: "Keep it in a variable or a Map.",
    sessionStorage: "Keep it in a variable or a Map.",
    XMLHttpRequest: "Use fetch, or AsyncClient of chronograde.",
    WebSocket: "Use fetch, or AsyncClient of chronograde.",
    EventSource: "Use fetch, or AsyncClient of chronograde.",
    Worker: "Tasks do several things at once here: createTask of chronograde.",
    MessageChannel: "Use Queue or Event of chronograde.",
    BroadcastChannel: "Use Queue or Event of chronograde.",
    CustomEvent: "Use Event, or Queue of chronograde to pass a value on.",
    WritableStream: "Use Queue of chronograde.",
    TransformStream: "Use an async generator.",
    requestAnimationFrame: "Use sleep of chronograde, or setTimeout.",
    requestIdleCallback: "Use sleep of chronograde, or setTimeout.",
    importScripts: 'Write `import { … } from "…"` at the top of the file.',
    File: "Use Blob.",
    FileReader: "Use the text() and arrayBuffer() methods of Blob.",
    Iterator: "Use an array, or a generator function.",
    Temporal: "Use Date, and performance.now for durations.",
  }),
);

export function unavailableMessage(name: string): string {
  return `${name} is not available in a submission.`;
}
