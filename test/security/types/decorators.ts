// Attack: decorators, metadata and accessors that run before the entry is called
// Safe: failed

const seen: unknown[] = [];
function look(value: unknown, context: ClassMethodDecoratorContext | ClassDecoratorContext): void {
  seen.push(typeof value, context.kind, Object.keys(context), context.metadata);
}

@look
class Client {
  static #hidden = 5;
  accessor field = Client.#hidden;
  @look
  main(): number {
    return this.field;
  }
}

export async function main(): Promise<unknown> {
  return [seen, new Client().main()];
}
