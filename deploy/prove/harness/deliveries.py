"""Webhooks while nodes die (W-12), among hostile receivers too (W-13), and while one is asked to stop (H-3)."""

import http.client
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cluster import Cluster
from receivers import Receivers

CUSTOMERS = "/v1/customers"
TYPE = "customer.created"
SOON = {"WEBHOOKS_ALLOW_INSECURE": "true", "WEBHOOKS_SCHEDULE": "PT0S,PT1S,PT2S,PT4S,PT8S,PT15S,PT15S,PT15S,PT15S",
        "WEBHOOKS_ANSWER_WITHIN": "PT5S", "WEBHOOKS_LEASE": "PT8S"}


class Receiver:
    """Notes the id of every webhook that it answers with success; fails some at random, and may take its time."""

    def __init__(self, share_of_failures=0.0, pause=0.0):
        self.accepted, self.arrived, self.waiting = {}, 0, 0
        self.lock, chance, outer = threading.Lock(), random.Random(12), self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                event = self.headers["webhook-id"]
                self.rfile.read(int(self.headers["Content-Length"]))
                with outer.lock:
                    outer.arrived += 1
                    outer.waiting += 1
                    good = chance.random() >= share_of_failures
                time.sleep(pause)
                with outer.lock:
                    outer.waiting -= 1
                    if good:
                        outer.accepted[event] = outer.accepted.get(event, 0) + 1
                self.send_response(200 if good else 500)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *ignored):
                pass

        ThreadingHTTPServer.request_queue_size = 256
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def duplicates(self):
        return sum(self.accepted.values()) - len(self.accepted)

    def close(self):
        self.server.shutdown()


def endpoint(client, url, event_type=TYPE, ordered=False):
    answer = client.post("/v1/webhook-endpoints", {"url": url, "event_types": [event_type], "ordered": ordered})
    assert answer.status == 201, answer.body
    return answer.json()["id"]


def log(client, event_type=TYPE):
    """The ids of the events that must arrive."""
    ids, after = [], ""
    while True:
        page = client.get(f"/v1/events?types={event_type}&limit=200{after}").json()
        ids += [event["id"] for event in page["data"]]
        if not page["data"]:
            return ids
        after = "&after=" + ids[-1]


def until(condition, seconds):
    """Waits for it; whether it came true in time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    return condition()


def customer(number):
    return CUSTOMERS, {"name": "Ada"}


def write(client, nodes, numbers, writers=8, what=customer):
    """One resource for each number, by default a customer, each through whichever of the nodes answers."""
    def one(number):
        for attempt in range(600):
            node = client.at(nodes[(number + attempt) % len(nodes)])
            try:
                answer = node.post(*what(number), Idempotency_Key=f"write-{number}")
                if answer.status == 201:
                    return
                assert answer.status in (409, 429, 503), answer.body
            except (OSError, http.client.HTTPException):
                # A node that was killed; the next one is asked, with the same key.
                pass
            time.sleep(0.05)
        raise AssertionError("no node took the write")
    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(one, numbers))


def w12(options):
    count, receiver = options.events, Receiver(share_of_failures=0.05)
    with Cluster(nodes=3, **SOON) as cluster:
        client = cluster.workspace()
        survivor = client.at(cluster.nodes[2])
        endpoint(client, receiver.url)
        living = list(cluster.nodes)
        third, begun = count // 3, time.monotonic()
        for victim in range(2):
            killer = threading.Timer(1 + count / 2000, cluster.nodes[victim].kill)
            killer.start()
            write(survivor, living, range(victim * third, (victim + 1) * third))
            killer.join()
            living.remove(cluster.nodes[victim])
        write(survivor, living, range(2 * third, count))
        written = time.monotonic() - begun
        assert until(lambda: len(log(survivor)) == count, 60), f"{len(log(survivor))} events of {count}"
        expected = set(log(survivor))
        assert until(lambda: len(receiver.accepted) >= count, 120), (
            f"{len(receiver.accepted)} of {count} events arrived")
        took = time.monotonic() - begun
        time.sleep(5)
        receiver.close()
        assert set(receiver.accepted) == expected, "the sets differ"
        share = receiver.duplicates() / count
        assert share < 0.01, f"{receiver.duplicates()} duplicates"
        return (f"{count} events, written in {written:.0f} s and delivered after {took:.0f} s; two of three nodes "
                f"killed, 5 % failures: sets equal, {receiver.duplicates()} duplicates ({share:.2%})")


def w13(options):
    count, receivers, message = options.events, Receivers(), "message.created"
    settings = SOON | {"WEBHOOKS_SCHEDULE": "PT0S,PT5S,PT1M,PT5M,PT30M"}
    good = [f"/good/{number}" for number in range(15)]
    with Cluster(nodes=3, **settings) as cluster:
        client = cluster.workspace()
        survivor = client.at(cluster.nodes[2])
        for number, path in enumerate(good):
            endpoint(client, receivers.url + path, message, ordered=number % 3 == 0)
        for path in ("/hang", "/reset", "/endless", "/status/500", "/status/302"):
            endpoint(client, receivers.url + path, message)
        conversations = [client.post("/v1/conversations", {"customer": {"name": "Ada"}}).json()["id"]
                         for _ in range(100)]

        def post(number):
            return f"/v1/conversations/{conversations[number % 100]}/messages", {"body": str(number)}

        living, third, begun = list(cluster.nodes), count // 3, time.monotonic()
        for victim in range(2):
            killer = threading.Timer(1 + count / 2000, cluster.nodes[victim].kill)
            killer.start()
            write(survivor, living, range(victim * third, (victim + 1) * third), what=post)
            killer.join()
            living.remove(cluster.nodes[victim])
        write(survivor, living, range(2 * third, count), what=post)
        written = time.monotonic() - begun
        assert until(lambda: len(log(survivor, message)) == count, 60), "the log is not complete"
        expected = set(log(survivor, message))
        until(lambda: all(len(receivers.first[path]) >= count for path in good), 120 + count / 10)
        took = time.monotonic() - begun
        receivers.close()
        for path in good:
            got = receivers.first[path]
            assert set(got) == expected, f"{path} has {len(got)} of {count}"
        for path in good[::3]:
            assert receivers.in_order(path), f"{path} was to come in order"
        twice = sum(receivers.arrived[path] for path in good) - len(good) * count
        assert twice <= len(good) * count / 100, f"{twice} duplicates"
        hostile = sum(receivers.arrived[path] for path in receivers.arrived if path not in good)
        return (f"{count} events to 15 good and 5 hostile endpoints, written in {written:.0f} s and all delivered after "
                f"{took:.0f} s; two of three nodes killed: sets equal, strict order kept at 5, {twice} duplicates; "
                f"{hostile} attempts at the hostile ones")


def h3(options):
    receiver, count = Receiver(pause=0.5), 100
    with Cluster(nodes=2, **SOON) as cluster:
        client = cluster.workspace()
        place = endpoint(client, receiver.url)
        write(client, cluster.nodes, range(count))
        assert until(lambda: receiver.waiting > 0, 20), "nothing is being sent"
        ended = {}

        def stop(node):
            code, seconds = node.terminate()
            ended[node.port] = (code, seconds)

        # Whichever of them is sending: first one, then, once another has come, the other.
        for number in range(2):
            in_flight = receiver.waiting
            stop(cluster.nodes[number])
            cluster.nodes[number] = cluster.node().ready()
            ended[f"in flight {number}"] = in_flight
        survivor = client.at(cluster.nodes[0])
        assert until(lambda: len(receiver.accepted) == count, 60), f"{len(receiver.accepted)} of {count} arrived"
        path = f"/v1/webhook-endpoints/{place}/deliveries"
        assert until(lambda: all(one["state"] == "succeeded" for one in survivor.all(path)), 30), (
            "not all are written down as delivered")
        listed = survivor.all(path)
        assert {one["event_id"] for one in listed} == set(receiver.accepted) and len(listed) == count
        for one in listed:
            attempts = survivor.get(f"/v1/webhook-deliveries/{one['id']}").json()["attempts"]
            assert [attempt["number"] for attempt in attempts] == list(range(1, len(attempts) + 1)), attempts
            assert attempts[-1]["status"] == 200, attempts
            assert len(attempts) <= receiver.accepted[one["event_id"]], "an attempt was written that never was"
        receiver.close()
        codes = [value[0] for value in ended.values() if isinstance(value, tuple)]
        slowest = max(value[1] for value in ended.values() if isinstance(value, tuple))
        assert codes == [0, 0] and slowest <= 30, ended
        flying = sum(value for value in ended.values() if isinstance(value, int))
        return (f"two nodes stopped with {flying} requests in flight, exit 0 within {slowest:.1f} s: {count} of {count} "
                f"delivered, {receiver.duplicates()} twice, logs of attempts consistent")
