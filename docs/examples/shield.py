import asyncio


async def save():
    await asyncio.sleep(0.3)
    print("saved")


async def main():
    saving = asyncio.create_task(save())

    async def call():
        await asyncio.shield(saving)

    caller = asyncio.create_task(call())
    await asyncio.sleep(0.1)
    caller.cancel()
    try:
        await caller
    except asyncio.CancelledError:
        print("the caller was cancelled, saving goes on:", str(not saving.done()).lower())
    await saving


asyncio.run(main())
