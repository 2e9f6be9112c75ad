import asyncio


async def work():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError as error:
        print("asked to stop:", error)
        raise
    finally:
        await asyncio.sleep(0.01)
        print("cleaned up")


def show(*values):
    print(*(str(v).lower() if isinstance(v, bool) else v for v in values))


async def main():
    task = asyncio.create_task(work(), name="worker")
    await asyncio.sleep(0.1)
    show(task.cancel("not needed any more"), task.cancelled())
    try:
        await task
    except asyncio.CancelledError:
        pass
    show(task.get_name(), task.done(), task.cancelled(), task.cancel())


asyncio.run(main())
