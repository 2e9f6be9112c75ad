import asyncio


async def work():
    await asyncio.sleep(1)


async def took(what, body):
    loop = asyncio.get_running_loop()
    began = loop.time()
    await body()
    print(what, round((loop.time() - began) * 1000), "ms")


async def inline():
    await work()
    await work()


async def tasks():
    one = asyncio.create_task(work())
    two = asyncio.create_task(work())
    await one
    await two


async def main():
    await took("inline", inline)
    await took("tasks", tasks)


asyncio.run(main())
