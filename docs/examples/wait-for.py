import asyncio


async def answer(seconds):
    try:
        await asyncio.sleep(seconds)
        return "in time"
    finally:
        print("cleaning up")


async def main():
    print(await asyncio.wait_for(answer(0.1), 0.2))
    try:
        await asyncio.wait_for(answer(0.3), 0.2)
    except TimeoutError:
        print("too late")


asyncio.run(main())
