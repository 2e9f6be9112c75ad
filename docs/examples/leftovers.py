import asyncio


async def leftover():
    try:
        await asyncio.sleep(60)
    finally:
        print("the leftover was cancelled")


async def main():
    task = asyncio.create_task(leftover())
    await asyncio.sleep(0.01)
    print("main is done")


asyncio.run(main())
print("run is over")
