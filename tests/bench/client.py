"""A small HTTP/1.1 load generator over plain sockets, so that the client costs little beside the server."""

import asyncio
import time
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Load:
    """What one burst of requests saw. Times are seconds to the first byte."""

    requests_per_second: float
    first_bytes: list[float]
    body_bytes: int

    @property
    def median_ms(self) -> float:
        return median(self.first_bytes) * 1000

    @property
    def p95_ms(self) -> float:
        return quantiles(self.first_bytes, n=20)[-1] * 1000


async def load(port: int, host: str, paths: list[str], *, connections: int, seconds: float) -> Load:
    """Ask for the paths in turn on keep-alive connections until the time is up. Any status but 200 is an error."""
    times: list[float] = []
    sizes: list[int] = []
    until = time.perf_counter() + seconds

    async def visitor(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        turn = number
        while time.perf_counter() < until:
            path = paths[turn % len(paths)]
            turn += 1
            writer.write(f"GET {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: identity\r\n\r\n".encode())
            began = time.perf_counter()
            head = await reader.readuntil(b"\r\n\r\n")
            times.append(time.perf_counter() - began)
            assert head.startswith(b"HTTP/1.1 200"), f"{path}: {head[:60]!r}"
            sizes.append(len(await read_body(reader, head.lower())))
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(visitor(number) for number in range(connections)))
    return Load(len(times) / (time.perf_counter() - began), times, max(sizes))


async def read_body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """What follows a head in small letters: as long as it says, or in chunks."""
    if b"content-length:" in head:
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return await reader.readexactly(length)
    parts = []
    while size := int(await reader.readline(), 16):  # chunked
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readline()
    return b"".join(parts)
