import { AsyncClient, coroutine, ExceptionGroup, taskGroup } from "chronograde";

const download = coroutine(async (client: AsyncClient, name: string) => {
  const response = await client.get(`https://files.example/${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return await response.text();
});

export async function main(names: string[]): Promise<string[]> {
  await using client = new AsyncClient();
  try {
    // A group looks after its tasks. If one fails, the group cancels the others and waits until each of them has ended.
    // The group is left when all tasks have ended, so there is nothing to await inside.
    const tasks = await taskGroup(async (group) =>
      names.map((name) => group.createTask(download(client, name), { name })),
    );

    // This line is only reached if every single one is done. result() gives what the task has kept.
    return tasks.map((task) => task.result());
  } catch (error) {
    // Several tasks may fail at the same time, so the group throws all their errors together.
    if (!(error instanceof ExceptionGroup)) throw error;
    return [`Failed: ${error.errors[0]?.message}`];
  }
}
