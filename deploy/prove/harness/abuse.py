"""Bodies that are made to hurt, and ids of others beside ids of nobody."""

import gzip
import http.client
import random
import socket
import statistics
import time

from cluster import Cluster
from figures import heap

MEBIBYTE = 1 << 20
ROUNDS = 30
CUSTOMERS = "/v1/customers"
LONGEST_SECONDS = 1
MOST_HEAP = 64
ASKED = 2_000
WARM = 500
HUNG_UP = 0
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def text(inside):
    return b'{"name":"' + inside + b'"}'


# What each is, the headers that go with it and the bytes.
HOSTILE = {
    "1 MiB and a byte": ({}, text(b"x" * (MEBIBYTE + 1 - len(text(b""))))),
    "a zip bomb": ({"Content-Encoding": "gzip"}, gzip.compress(text(b"x" * (64 * MEBIBYTE)))),
    "a hundred deep": ({}, b'{"a":' * 100 + b"1" + b"}" * 100),
    "a hundred lists deep": ({}, b'{"a":' + b"[" * 100 + b"]" * 100 + b"}"),
    "a million keys": ({}, b"{" + b",".join(b'"%d":1' % key for key in range(1_000_000)) + b"}"),
    "as many keys as fit": ({}, b"{" + b",".join(b'"%d":1' % key for key in range(90_000)) + b"}"),
    "1e999999999": ({}, b'{"metadata":{"a":1e999999999}}'),
    "a number of a million digits": ({}, b'{"metadata":{"a":' + b"9" * 1_000_000 + b"}}"),
    "a key twice": ({}, b'{"name":"a","name":"b"}'),
    "no UTF-8": ({}, text(b"\xff\xfe\xc0\xaf")),
    "half a pair": ({}, text(b"\\ud800")),
    "NUL": ({}, text(b"a\\u0000b")),
    "nothing but opening": ({}, b"[" * 1_000_000),
}


def send(client, headers, body):
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=20)
    try:
        try:
            connection.request("POST", CUSTOMERS, body, {"Authorization": "Bearer " + client.credential,
                                                         "Content-Type": "application/json", **headers})
        except OSError:
            pass  # refused before all of it was sent; the answer is there all the same
        return connection.getresponse().status, time.monotonic() - begun
    finally:
        connection.close()


def endless(client):
    """Chunk after chunk until the server has enough; answers its status and how long that took."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", client.port), timeout=20) as connection:
        connection.sendall((f"POST {CUSTOMERS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            f"{client.credential}\r\nContent-Type: application/json\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n").encode())
        try:
            while time.monotonic() - begun < 20:
                connection.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        except OSError:
            pass  # it has hung up
        try:
            status = int(connection.recv(4096).split(b" ")[1])
        except (OSError, IndexError):
            status = HUNG_UP  # what it said was lost with the connection
        return status, time.monotonic() - begun


def i1(options):
    with Cluster(nodes=1) as cluster:
        client, node = cluster.workspace(), cluster.nodes[0]
        attempts = {name: lambda headers=headers, body=body: send(client, headers, body)
                    for name, (headers, body) in HOSTILE.items()}
        attempts["chunks without end"] = lambda: endless(client)
        for attempt in attempts.values():
            attempt()
        before, slowest, wrong = heap(node), {}, []
        for _ in range(ROUNDS):
            for name, attempt in attempts.items():
                status, seconds = attempt()
                slowest[name] = max(seconds, slowest.get(name, 0))
                if status != HUNG_UP and not 400 <= status < 500 or status == 429:
                    wrong.append(f"{name}: {status}")
        grown = heap(node) - before
        name = max(slowest, key=slowest.get)
        found = client.get(CUSTOMERS).json()["data"]
        figure = (f"{ROUNDS} times {len(attempts)} bodies, each refused; the slowest answer took "
                  f"{slowest[name] * 1000:.0f} ms ({name}); heap {grown:+.1f} MiB after a collection")
        assert not wrong, ", ".join(wrong[:10])
        assert not found, f"{len(found)} customers were made"
        assert slowest[name] <= LONGEST_SECONDS and grown < MOST_HEAP, figure
        return figure


def another(id):
    """An id that nothing has, of the same kind and age."""
    return id[:-16] + "".join(random.choices(SIGNS, k=16))


def t6(options):
    with Cluster(nodes=1) as cluster:
        mine, theirs = cluster.workspace(), cluster.workspace()
        told = []
        for path, body in {CUSTOMERS: {"name": "Ada"}, "/v1/organizations": {"name": "Acme"},
                           "/v1/conversations": {"customer": {"external_id": "u1"}}}.items():
            foreign = [theirs.post(path, body).json()["id"] for _ in range(50)]
            told.append(f"{path} {compared(mine, path, foreign):.3f}")
        return f"{ASKED} of each, in turns; median time of a stranger's id to that of nobody's: " + ", ".join(told)


def compared(client, path, foreign):
    reader, strangers, nobodies = client.kept(), [], []
    for number in range(WARM + ASKED):
        id = foreign[number % len(foreign)]
        strangers.append(reader.get(f"{path}/{id}"))
        nobodies.append(reader.get(f"{path}/{another(id)}"))
    shapes = {(answer.status, shape(answer)) for answer in strangers + nobodies}
    assert len(shapes) == 1 and shapes.copy().pop()[0] == 404, f"they differ: {shapes}"
    ratio = (statistics.median(answer.seconds for answer in strangers[WARM:])
             / statistics.median(answer.seconds for answer in nobodies[WARM:]))
    assert 0.9 <= ratio <= 1.1, f"{path}: a stranger's id takes {ratio:.3f} times as long"
    return ratio


def shape(answer):
    """What a caller could tell apart: everything but the id of the request, and what is left of the rate."""
    varying = {"request-id", "ratelimit", "date"}
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in varying)
    return str(headers) + answer.body.decode().replace(answer.headers["request-id"], "…")
