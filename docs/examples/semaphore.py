import asyncio

two = asyncio.Semaphore(2)
lock = asyncio.Lock()
total = 0


async def download(id):
    global total
    async with two:
        await asyncio.sleep(0.1)
        print(id, "at", round(asyncio.get_running_loop().time() * 1000))
    async with lock:
        before = total
        await asyncio.sleep(0.001)
        total = before + id


async def main():
    await asyncio.gather(download(1), download(2), download(3), download(4))
    print(total)


asyncio.run(main())
