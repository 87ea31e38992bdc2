"""An application that asks the API at a steady, rude rate over one connection each: `_flood PORT KEY RATE`."""

import asyncio
import sys
from datetime import timedelta

import uvloop
from pyreqwest.client import ClientBuilder


async def flood(port: int, key: str, rate: float) -> None:
    url = f"http://127.0.0.1:{port}/api/exchange/events?limit=1000"
    async with ClientBuilder().no_proxy().timeout(timedelta(seconds=10)).build() as client:

        async def ask() -> None:
            while True:
                try:
                    await client.get(url).header("Authorization", f"Bearer {key}").build().send()
                except Exception:
                    await asyncio.sleep(0.2)
                await asyncio.sleep(8 / rate)

        await asyncio.gather(*(ask() for _ in range(8)))


if __name__ == "__main__":
    uvloop.run(flood(int(sys.argv[1]), sys.argv[2], float(sys.argv[3])))
