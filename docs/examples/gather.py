import asyncio


async def halve(n):
    await asyncio.sleep(0.1 * n)
    if n % 2 == 1:
        raise ValueError(f"{n} is odd")
    return n // 2


async def main():
    print(*await asyncio.gather(halve(4), halve(2)))

    four, three = await asyncio.gather(halve(4), halve(3), return_exceptions=True)
    print(four, three)

    try:
        await asyncio.gather(halve(6), halve(1))
    except ValueError as error:
        print("failed:", error)


asyncio.run(main())
