"""The database's own protocol, as far as a test needs it: to look at documents, and to multiply one of them."""

import socket
import struct
import time

OP_MSG = 2013
MOST_AT_ONCE = 1000


class Moment(int):
    """Milliseconds since 1970, kept apart from plain numbers."""


class Found(dict):
    """A document and the bytes that it was read from."""

    def __init__(self, raw):
        super().__init__(decoded(raw))
        self.raw = raw


def encoded(document):
    body = b"".join(element(name, value) for name, value in document.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def element(name, value):
    key = name.encode() + b"\0"
    if isinstance(value, dict):
        return b"\3" + key + encoded(value)
    if isinstance(value, list):
        return b"\4" + key + encoded({str(place): part for place, part in enumerate(value)})
    if isinstance(value, str):
        text = value.encode() + b"\0"
        return b"\2" + key + struct.pack("<i", len(text)) + text
    if isinstance(value, bool):
        return b"\x08" + key + bytes([value])
    return (b"\x09" if isinstance(value, Moment) else b"\x12") + key + struct.pack("<q", value)


def decoded(raw):
    """The fields of a document; those that are documents themselves are left as bytes."""
    fields, at = {}, 4
    while raw[at]:
        kind, end = raw[at], raw.index(b"\0", at + 1)
        name, at = raw[at + 1:end].decode(), end + 1
        if kind in (0x03, 0x04):
            size = struct.unpack_from("<i", raw, at)[0]
            fields[name] = raw[at:at + size]
        elif kind == 0x02:
            size = struct.unpack_from("<i", raw, at)[0] + 4
            fields[name] = raw[at + 4:at + size - 1].decode()
        elif kind == 0x10:
            size, fields[name] = 4, struct.unpack_from("<i", raw, at)[0]
        elif kind == 0x08:
            size, fields[name] = 1, bool(raw[at])
        elif kind == 0x0A:
            size, fields[name] = 0, None
        elif kind in (0x01, 0x09, 0x12):
            size, value = 8, struct.unpack_from("<d" if kind == 0x01 else "<q", raw, at)[0]
            fields[name] = Moment(value) if kind == 0x09 else value
        else:
            raise AssertionError(f"{name} is of a kind that is not read here: {kind:#x}")
        at += size
    return fields


class Database:
    """One connection to the nodes' database."""

    def __init__(self, port):
        self.connection = socket.create_connection(("127.0.0.1", port))

    def find(self, collection, query, most=1, **more):
        """What is found, and how many seconds the answer took to come."""
        begun = time.monotonic()
        reply = self.command({"find": collection, "filter": query, "limit": most, "batchSize": most, **more})
        seconds = time.monotonic() - begun
        batch = decoded(decoded(reply["cursor"])["firstBatch"])
        return [Found(raw) for raw in batch.values()], seconds

    def insert(self, collection, documents):
        for begin in range(0, len(documents), MOST_AT_ONCE):
            portion = documents[begin:begin + MOST_AT_ONCE]
            reply = self.command({"insert": collection}, b"documents\0" + b"".join(portion))
            assert reply["n"] == len(portion), reply

    def command(self, fields, sequence=None):
        message = b"\0\0\0\0\0" + encoded({**fields, "$db": "nightdesk"})
        if sequence is not None:
            message += b"\1" + struct.pack("<i", len(sequence) + 4) + sequence
        self.connection.sendall(struct.pack("<iiii", len(message) + 16, 1, 0, OP_MSG) + message)
        size = struct.unpack("<i", self.receive(4))[0]
        reply = decoded(self.receive(size - 4)[17:])
        assert reply["ok"] == 1, reply
        return reply

    def receive(self, size):
        parts, missing = [], size
        while missing:
            part = self.connection.recv(min(missing, 1 << 20))
            assert part, "the database hung up"
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def close(self):
        self.connection.close()


def copies(document, first, last, apart):
    """The document again with other ids, each so many milliseconds earlier than the one before."""
    id_places = places(document.raw, document["_id"].encode())
    moment_places = [(place, moment) for moment in set(moments(document.raw))
                     for place in places(document.raw, struct.pack("<q", moment))]
    made = []
    for number in range(first, last):
        copy = bytearray(document.raw)
        name = b"%08d" % number
        for place in id_places:
            end = place + len(document["_id"])
            copy[end - len(name):end] = name
        for place, moment in moment_places:
            struct.pack_into("<q", copy, place, moment - number * apart)
        made.append(bytes(copy))
    return made


def moments(raw):
    for value in decoded(raw).values():
        if isinstance(value, Moment):
            yield value
        elif isinstance(value, bytes):
            yield from moments(value)


def places(text, part):
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found
