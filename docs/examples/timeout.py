import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(0.2):
            await asyncio.sleep(1)
    except TimeoutError:
        print("gave up at", round(loop.time() * 1000))

    async with asyncio.timeout(0.1) as t:
        await asyncio.sleep(0.09)
        t.reschedule(loop.time() + 0.5)
        await asyncio.sleep(0.4)
        value = "expired" if t.expired() else "made it"
    print(value, "at", round(loop.time() * 1000))


asyncio.run(main())
