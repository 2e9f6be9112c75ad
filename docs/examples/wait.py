import asyncio


async def finish(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def main():
    tasks = [asyncio.create_task(finish("slow", 0.3)), asyncio.create_task(finish("fast", 0.1))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(len(done), "done,", len(pending), "pending")
    for task in done:
        print(task.result())

    done, pending = await asyncio.wait(pending, timeout=0.05)
    print(len(done), "done,", len(pending), "pending, and nothing was cancelled")
    for task in pending:
        print(await task)


asyncio.run(main())
