import asyncio


async def greet(name):
    print(f"Starting {name}")
    await asyncio.sleep(1)
    print(f"Done {name}")
    return len(name)


async def main():
    ada = asyncio.create_task(greet("Ada"))
    grace = asyncio.create_task(greet("Grace"))
    print("Nothing has started yet")
    return await ada + await grace


total = asyncio.run(main())
print(total)
