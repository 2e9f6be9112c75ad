import asyncio


async def after(ms):
    await asyncio.sleep(ms / 1000)
    return ms


async def main():
    for next in asyncio.as_completed([after(300), after(100), after(200)]):
        print(await next)


asyncio.run(main())
