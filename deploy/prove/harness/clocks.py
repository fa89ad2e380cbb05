"""Nodes whose machines' clocks are wrong. The database's is this machine's, and so is the one that judges them."""

import subprocess
import threading
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cluster import Cluster

WITHIN = timedelta(seconds=8)
CONVERSATIONS = 40
ANSWERS_AFTER_SECONDS = 3


class Receiver(ThreadingHTTPServer):
    """Takes webhooks slowly, so that each is under way while another node looks for work, and counts them."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), ReceiverHandler)
        self.taken = Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class ReceiverHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken[self.headers["webhook-id"]] += 1
        time.sleep(ANSWERS_AFTER_SECONDS)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


def shifted(offset):
    """The environment of a process that sees the time wrong; what it counts by is left alone."""
    library = subprocess.run(["faketime", "-m", "-f", offset, "printenv", "LD_PRELOAD"], capture_output=True, text=True,
                             check=True).stdout.strip()
    return {"LD_PRELOAD": library, "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0"}


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def now():
    return datetime.now(timezone.utc)


def watch(clients, count):
    """Reads the breaches of the log as they come; answers each with the time at which it was first seen."""
    seen, end, after = {}, time.monotonic() + 60, ""
    while time.monotonic() < end and len(seen) < count:
        page = clients[len(seen) % 2].get("/v1/events?types=sla.breached&limit=200" + after).json()["data"]
        for event in page:
            assert event["conversation_id"] not in seen, "told twice"
            seen[event["conversation_id"]] = (now(), event)
            after = "&after=" + event["id"]
        time.sleep(0.02)
    return seen


def p6(options):
    with Cluster(nodes=0, WEBHOOKS_ALLOW_INSECURE="true") as cluster:
        cluster.nodes += [cluster.node(**shifted("+5m")), cluster.node(**shifted("-5m"))]
        for node in cluster.nodes:
            node.ready()
        first = cluster.workspace()
        clients = [first.at(node) for node in cluster.nodes]
        receiver = Receiver()
        made = first.post("/v1/webhook-endpoints", {"url": f"http://127.0.0.1:{receiver.server_port}/",
                                                    "event_types": ["conversation.created"]})
        assert made.status == 201, made.body
        made = first.post("/v1/sla-policies", {"name": "P", "targets": [
            {"metric": "first_response", "within": f"PT{WITHIN.seconds}S"}]})
        assert made.status == 201, made.body
        deadlines, off = {}, 0.0
        for number in range(CONVERSATIONS):
            asked = now()
            answer = clients[number % 2].post("/v1/conversations", {"customer": {"external_id": f"c{number}"},
                                                                    "message": {"body": "Hello"}})
            assert answer.status == 201, answer.body
            begun = instant(answer.json()["created_at"])
            off = max(off, abs((begun - asked).total_seconds()))
            deadlines[answer.json()["id"]] = begun + WITHIN
        assert off < 2, f"a node is {off:.1f} s away from the database"
        seen = watch(clients, CONVERSATIONS)
        assert set(seen) == set(deadlines), f"{len(seen)} breaches of {CONVERSATIONS}"
        lags = [(seen[id][0] - deadline).total_seconds() for id, deadline in deadlines.items()]
        assert min(lags) >= 0, f"told {-min(lags):.1f} s early"
        end = time.monotonic() + 120
        while len(receiver.taken) < CONVERSATIONS and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(2 * ANSWERS_AFTER_SECONDS)
        taken = Counter(receiver.taken.values())
        assert taken == {1: CONVERSATIONS}, f"webhooks by how often they came: {dict(taken)}"
        return (f"{CONVERSATIONS} deadlines on nodes 5 min ahead and 5 min behind: none early, longest lag "
                f"{max(lags):.2f} s; {CONVERSATIONS} slow webhooks, each sent once; farthest from true {off:.2f} s")
