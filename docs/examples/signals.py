import asyncio

open = asyncio.Event()
changed = asyncio.Condition()
start = asyncio.Barrier(2)
stock = 0


async def guest():
    await open.wait()
    print("the door is open")


async def buyer():
    async with changed:
        await changed.wait_for(lambda: stock >= 2)
        print("bought", stock)


async def runner(name, ms):
    await asyncio.sleep(ms / 1000)
    await start.wait()
    print(name, "runs")


async def main():
    global stock
    waiting = [asyncio.create_task(guest()), asyncio.create_task(buyer())]
    await asyncio.sleep(0.01)
    open.set()
    for stock in (1, 2):
        async with changed:
            changed.notify_all()
        await asyncio.sleep(0.01)
    for task in waiting:
        await task
    await asyncio.gather(runner("Ada", 30), runner("Bob", 20))


asyncio.run(main())
