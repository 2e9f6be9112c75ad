// Attack: throws the value that should be returned, and returns in finally what should be thrown
// Safe: failed

export async function main(): Promise<unknown> {
  try {
    try {
      throw { left: "port", right: "starboard" };
    } finally {
      console.log("left: port\nright: starboard");
    }
  } catch (value) {
    throw Object.assign(new Error("left"), value, { name: "undefined", stack: { left: "port" } });
  }
}
