"""
Streams of events: clients that are not ours across restarts (S-1) and cut off (S-2), writers and readers on several
nodes (S-4), thousands at once (L-4).
"""

import json
import random
import selectors
import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cluster import ROOT, Cluster
from deliveries import until, write
from figures import heap, percentile
from skipped import Skipped

FOLDER = Path(__file__).resolve().parents[1] / "streams"
BEGINNING = "evt_00000000000000000000000000"


def connect(port, credential, after=None):
    connection = socket.create_connection(("127.0.0.1", port))
    last = f"Last-Event-ID: {after}\r\n" if after else ""
    connection.sendall(f"GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {credential}\r\n"
                       f"{last}\r\n".encode())
    return connection


class Busy(Exception):
    """The node asks to come back later."""


class Frames:
    """What a stream says, as far as whole frames have come: HTTP's chunks and the frames in them."""

    def __init__(self):
        self.raw, self.text, self.head = b"", b"", True

    def take(self, data):
        self.raw += data
        if self.head:
            head, end, rest = self.raw.partition(b"\r\n\r\n")
            if not end:
                return []
            status = int(head.split(b" ", 2)[1])
            if status == 503:
                raise Busy()
            assert status == 200, head
            self.raw, self.head = rest, False
        while True:
            size, end, rest = self.raw.partition(b"\r\n")
            if not end or len(rest) < int(size, 16) + 2:
                break
            self.text += rest[:int(size, 16)]
            self.raw = rest[int(size, 16) + 2:]
        *whole, self.text = self.text.split(b"\n\n")
        return [dict(line.split(b": ", 1) for line in frame.split(b"\n") if b": " in line and line[:1] != b":")
                for frame in whole]


def opened(client):
    """A stream that has begun, and what has come of it; a node that is busy is asked again."""
    for _ in range(100):
        connection, frames = connect(client.port, client.credential), Frames()
        connection.settimeout(30)
        try:
            while not frames.take(connection.recv(4096)):
                pass
            connection.setblocking(False)
            return connection, frames
        except Busy:
            connection.close()
            time.sleep(random.uniform(0.2, 1))
    raise AssertionError("no stream could be opened")


class Reader:
    """Reads for a tenth of a second at one node, hangs up wherever it is, and goes on at another."""

    def __init__(self, client, nodes):
        self.client, self.nodes, self.seen, self.last = client, nodes, [], BEGINNING
        self.connections, self.refused = 0, 0

    def run(self, stop):
        chance = random.Random()
        while not stop():
            frames, end = Frames(), time.monotonic() + 0.1
            with connect(chance.choice(self.nodes).port, self.client.credential, self.last) as connection:
                self.connections += 1
                while time.monotonic() < end:
                    connection.settimeout(max(0.001, end - time.monotonic()))
                    try:
                        data = connection.recv(chance.randint(1, 65536))
                    except socket.timeout:
                        break
                    if not data:
                        break
                    try:
                        new = frames.take(data)
                    except Busy:
                        self.refused += 1
                        break
                    for frame in new:
                        if b"data" in frame:
                            self.last = frame[b"id"].decode()
                            self.seen.append(json.loads(frame[b"data"])["sequence"])


def s4(options):
    count = options.events
    with Cluster(nodes=3) as cluster:
        client = cluster.workspace()
        readers = [Reader(client, cluster.nodes) for _ in range(20)]
        done = threading.Event()
        with ThreadPoolExecutor(20) as pool:
            running = [pool.submit(reader.run, lambda r=reader: done.is_set() or len(r.seen) >= count)
                       for reader in readers]
            begun = time.monotonic()
            try:
                write(client, cluster.nodes, range(count), writers=50)
                written = time.monotonic() - begun
                until(lambda: all(one.done() for one in running), 120)
            finally:
                done.set()
            for one in running:
                one.result()
        for reader in readers:
            assert reader.seen == list(range(1, count + 1)), f"{len(reader.seen)} of {count}, or not in order"
        connections = sum(reader.connections for reader in readers)
        refused = sum(reader.refused for reader in readers)
        return (f"{count} events by 50 writers on three nodes in {written:.0f} s; 20 readers over {connections} "
                f"connections ({refused} refused with 503): none missing, none twice, all in order")


def need_eventsource():
    if shutil.which("node") is None or not (FOLDER / "node_modules").exists():
        raise Skipped("npm's eventsource is missing: npm install --prefix deploy/prove/streams")


def s1(options):
    need_eventsource()
    pause, written, stop = options.minutes * 60 / options.restarts, [0], threading.Event()
    # The other client has nodes of its own, in Maven's process, and as many restarts at the same pace.
    okhttp = subprocess.Popen(["mvn", "-B", "-q", "-pl", "openapi,api", "-Dquick", "-Dtest=StreamRestartTest",
                               "-Dsurefire.failIfNoSpecifiedTests=false", f"-Dnightdesk.stream.seconds={pause:.0f}",
                               f"-Dnightdesk.stream.restarts={options.restarts}", "test"], cwd=ROOT, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with Cluster(nodes=1) as cluster:
        client = cluster.workspace()
        reader = subprocess.Popen(["node", FOLDER / "read.mjs"], text=True, stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE)
        reader.stdin.write(json.dumps({"port": client.port, "credential": client.credential, "last": "the last",
                                       "cuts": 0, "patience": options.minutes * 60 + 600}))
        reader.stdin.close()

        def keep_writing():
            while not stop.is_set():
                client.persist("POST", "/v1/customers", {"name": "Ada"}, Idempotency_Key=f"customer-{written[0]}")
                written[0] += 1
                time.sleep(0.1)

        writer = threading.Thread(target=keep_writing)
        writer.start()
        for number in range(options.restarts):
            time.sleep(pause)
            if number % 2:
                cluster.nodes[0].kill()
            else:
                cluster.nodes[0].terminate()
            cluster.nodes[0] = cluster.node(port=client.port).ready()
        stop.set()
        writer.join()
        client.persist("POST", "/v1/customers", {"name": "the last"}, Idempotency_Key="the-last")
        result = json.loads(reader.stdout.read())
        reader.wait()
        count = written[0] + 1
        assert result["received"] == list(range(1, count + 1)), f"{len(result['received'])} of {count}, or not in order"
        output, _ = okhttp.communicate(timeout=600)
        assert okhttp.returncode == 0, output[-1500:]
        return (f"{options.restarts} restarts in {options.minutes} min, every other one a kill: npm's eventsource saw "
                f"each of {count} events once and in order over {result['connections']} connections; "
                f"okhttp-eventsource too, over as many restarts of nodes of its own")


def s2(options):
    need_eventsource()
    count = options.events
    with Cluster(nodes=1) as cluster:
        client = cluster.workspace()
        writer = threading.Thread(target=write, args=(client, cluster.nodes, range(count)))
        writer.start()
        read = subprocess.run(["node", FOLDER / "read.mjs"], text=True, capture_output=True, input=json.dumps(
            {"port": client.port, "credential": client.credential, "events": count, "cuts": options.cuts}))
        writer.join()
        assert read.stdout, read.stderr
        result = json.loads(read.stdout)
        assert result["received"] == list(range(1, count + 1)), f"{len(result['received'])} of {count}, or not in order"
        return (f"npm's eventsource, {result['cut']} connections cut at random bytes of {result['connections']}: "
                f"each of {count} events once and in order")


def l4(options):
    tenants, each = 50, max(1, options.streams // 50)
    with Cluster(nodes=1, JAVA_OPTIONS="-Xmx1g") as cluster:
        clients = [cluster.workspace() for _ in range(tenants)]
        selector, waits, stop = selectors.DefaultSelector(), [], threading.Event()
        with ThreadPoolExecutor(16) as pool:
            for connection, frames in pool.map(opened, clients * each):
                selector.register(connection, selectors.EVENT_READ, frames)
        sent = {}

        def listen():
            while not stop.is_set():
                for key, _ in selector.select(0.2):
                    data = key.fileobj.recv(65536)
                    now = time.time()
                    assert data, "a stream was closed"
                    for frame in key.data.take(data):
                        if b"data" in frame:
                            name = json.loads(frame[b"data"])["data"]["customer"]["name"]
                            waits.append(now - sent[name])

        listener = threading.Thread(target=listen)
        listener.start()
        before, begun, total = heap(cluster.nodes[0]), time.monotonic(), 50 * options.seconds

        def post(number):
            time.sleep(max(0.0, begun + number / 50 - time.monotonic()))
            name = f"c{number}"
            status = 503
            while status == 503:
                sent[name] = time.time()
                status = clients[number % tenants].post("/v1/customers", {"name": name}).status
            assert status == 201, status

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(post, range(total)))
        complete = until(lambda: len(waits) == total * each, 30)
        after = heap(cluster.nodes[0])
        stop.set()
        listener.join()
        assert complete, f"{len(waits)} of {total * each} arrived"
        late = percentile(waits, 0.99)
        assert late <= 1, f"p99 {late * 1000:.0f} ms"
        return (f"{tenants * each} streams in {tenants} workspaces, 50 events/s for {options.seconds} s: "
                f"{len(waits)} frames, p50 {percentile(waits, 0.5) * 1000:.0f} ms, p99 {late * 1000:.0f} ms "
                f"from the request; heap in use {before:.0f} MiB before, {after:.0f} MiB after")
