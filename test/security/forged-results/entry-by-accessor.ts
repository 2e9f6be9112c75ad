// Attack: the exported entry is another function each time that it is looked at
// Safe: failed

export let main: (keys: string[]) => unknown = async () => ({ left: "wrong" });

const first = main;
setTimeout(() => {
  main = async () => ({ left: "port", right: "starboard" });
}, 1);
main = Object.assign(
  function (this: unknown, ...all: unknown[]) {
    return all.length > 5 ? first([]) : { left: "port", right: "starboard", then: undefined };
  },
  { call: () => 1, apply: () => 2 },
);
