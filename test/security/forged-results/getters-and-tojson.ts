// Attack: an object equal only by getters, toJSON, valueOf and Symbol.toPrimitive
// Safe: failed

export async function main(): Promise<unknown> {
  class Answer {
    get left(): string {
      return "port";
    }
    get right(): string {
      return "starboard";
    }
    toJSON(): unknown {
      return { left: "port", right: "starboard" };
    }
    valueOf(): unknown {
      return { left: "port", right: "starboard" };
    }
    [Symbol.toPrimitive](): string {
      return "port";
    }
  }
  return new Answer();
}
