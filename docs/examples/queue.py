import asyncio

jobs = asyncio.Queue(2)


async def consumer():
    while True:
        job = await jobs.get()
        await asyncio.sleep(0.1)
        print("did", job)
        jobs.task_done()


async def main():
    worker = asyncio.create_task(consumer())
    for job in ["a", "b", "c"]:
        await jobs.put(job)
        print("put", job)
    await jobs.join()
    worker.cancel()

    urgent = asyncio.PriorityQueue()
    urgent.put_nowait((2, "wash up"))
    urgent.put_nowait((1, "put the fire out"))
    print((await urgent.get())[1])


asyncio.run(main())
