// Attack: identifiers and texts that read otherwise than they are: right to left, zero width, look-alikes
// Safe: failed

export async function main(keys: string[]): Promise<unknown> {
  const аdmin = "\u202egnp.exe"; // ‮ this comment turns round ⁦
  const admin = keys.length > 5; // }‮ ⁦if (true)⁩ ⁦ begin
  console.log("left: port‮‬​﻿");
  throw new Error(`left​ ‮${аdmin} ${admin}[31m`);
}
