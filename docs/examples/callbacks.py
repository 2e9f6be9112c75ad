import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: print("callback got", f.result()))

    loop.call_later(0.2, lambda: future.set_result("the answer"))
    loop.call_at(loop.time() + 0.1, print, "half way")
    never = loop.call_later(0.15, print, "not printed")
    loop.call_soon(lambda: never.cancel())
    print("main waits")

    print("main got", await future, "at", round(loop.time() * 1000))


asyncio.run(main())
