import asyncio


async def worker(name, ms):
    try:
        await asyncio.sleep(ms / 1000)
        if name == "b":
            raise RuntimeError("b broke")
        print(name, "is done")
    except asyncio.CancelledError:
        print(name, "was cancelled")
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(worker("a", 100))
            tg.create_task(worker("b", 200))
            tg.create_task(worker("c", 300))
    except* RuntimeError as group:
        print(", ".join(str(one) for one in group.exceptions))


asyncio.run(main())
