// Attack: an endless loop in a static block, before anything is called
// Safe: rejected cpu

export class Early {
  static count = 0;
  static {
    do Early.count += 1;
    while (Early.count > 0);
  }
}

export async function main(): Promise<unknown> {
  return Early.count;
}
