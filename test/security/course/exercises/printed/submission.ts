async function read(name: string): Promise<string> {
  const response = await fetch(`https://vault.test/${name}`);
  return response.text();
}

export async function main(): Promise<void> {
  for (const name of ["left", "right"]) console.log(await read(name));
}
