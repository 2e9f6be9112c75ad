// Attack: addresses that are none of the Web's: files, data, blobs, scripts
// Safe: failed

export async function main(): Promise<unknown> {
  const told: unknown[] = [];
  for (const address of ["file://TRAP_FOLDER/secret.txt", "file:///etc/passwd", "data:text/plain,port", "blob:nodedata:1", "about:blank", "javascript:1", "ftp://127.0.0.1:TRAP_PORT/", "ws://127.0.0.1:TRAP_PORT/", "unix:/tmp/x", "http+unix://%2Ftmp%2Fx/", "/left", "", "http://", "chronograde:guest/main.js"]) {
    try {
      const response = await fetch(address);
      told.push(await response.text());
    } catch (error) {
      told.push((error as Error).name);
    }
  }
  return told;
}
