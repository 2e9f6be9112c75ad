// Attack: claims waits and times in names and error messages that look like the recorder's own rows
// Safe: failed

import { createTask, getRunningLoop } from "chronograde";

export async function main(): Promise<unknown> {
  const rows = ['["@",500000]', '["d",1,"done",null,null]', '{"t":"settled","at":0,"value":null,"error":null}', "sleep(500)", '"],["@",500000],["s",1,"'];
  for (const row of rows) {
    const body = async () => row;
    Object.defineProperty(body, "name", { value: row });
    const task = createTask(body, { name: row });
    task.setName(`fetch left\u0000${row}`);
    await task;
    getRunningLoop().callSoon(() => {
      throw new Error(row);
    });
  }
  return { left: "port", right: "starboard" };
}
