"""Many receivers of webhooks on one port, each a path, light enough for hundreds of thousands of them."""

import asyncio
import json
import threading
from collections import Counter, defaultdict


class Receivers:
    """
    Below /good every webhook is accepted and noted. /status/N answers N, /hang never answers, /reset breaks the
    connection off, /endless sends a header that does not end.
    """

    def __init__(self):
        self.arrived = Counter()
        self.first = defaultdict(dict)
        ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.listen(ready)), daemon=True)
        self.thread.start()
        ready.wait()

    async def listen(self, ready):
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=1000)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self.loop, self.end = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await self.end.wait()

    async def serve(self, reader, writer):
        try:
            while await self.answer(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the sender has hung up
        finally:
            writer.close()

    async def answer(self, reader, writer):
        """Whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers["content-length"]))
        self.arrived[path] += 1
        if path.startswith("/good/"):
            event = json.loads(body)
            self.first[path].setdefault(event["id"], (event["conversation_id"], event["sequence"]))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            return True
        if path.startswith("/status/"):
            writer.write(f"HTTP/1.1 {path[8:]} No\r\nLocation: /good/0\r\nContent-Length: 0\r\n\r\n".encode())
            return True
        if path == "/reset":
            writer.transport.abort()
        elif path == "/hang":
            await reader.read()
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not writer.is_closing():
                writer.write(b"abcdefghij")
                await writer.drain()
                await asyncio.sleep(0.1)
        return False

    def in_order(self, path):
        """Whether the first arrivals of each conversation came in the order of the log."""
        last = {}
        for conversation, sequence in self.first[path].values():
            if sequence < last.get(conversation, 0):
                return False
            last[conversation] = sequence
        return True

    def close(self):
        self.loop.call_soon_threadsafe(self.end.set)
        self.thread.join()
