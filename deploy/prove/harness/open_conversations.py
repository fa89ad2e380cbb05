"""What many open conversations cost: a changed policy that has to reach them all, and a node that has them to watch."""

import http.client
import json
import os
import threading
import time
import uuid

from cluster import Cluster
from figures import heap, percentile
from wire import Database, Moment, copies, decoded

REPLIES_A_SECOND = 80
HANDS = 8
TALKS = 80
WARM_SECONDS = 40
IDLE_SECONDS = 20
SETTLING_SECONDS = 3
# Several, because other work on the machine comes and goes.
ROUNDS = 3
LATEST_SECONDS = 60
AT_ONCE = 20_000


def policy(hours):
    return {"name": "Promise", "targets": [{"metric": "first_response", "within": "PT7H"},
                                           {"metric": "resolution", "within": f"PT{hours}H"}]}


def question(number):
    return {"customer": {"external_id": f"customer-{number}"}, "channel": "chat", "subject": f"Order {number}",
            "tags": ["orders"], "message": {"body": "Where is my order?"}}


def made(answer):
    assert answer.status in (200, 201), answer.body
    return answer.json()


def template(client, database):
    """A conversation as the product stores it, when nothing of it is under way any more."""
    id = made(client.post("/v1/conversations", question(0)))["id"]
    end = time.monotonic() + 30
    while time.monotonic() < end:
        found, _ = database.find("conversations", {"_id": id})
        if "pending_at" not in found[0]:
            return found[0]
        time.sleep(0.1)
    raise AssertionError("the conversation still owes events after 30 s")


def multiply(database, document, first, last):
    for begin in range(first, last, AT_ONCE):
        database.insert("conversations", copies(document, begin, min(last, begin + AT_ONCE), 1))


def in_words(seconds):
    return f"p50 {percentile(seconds, 0.5) * 1000:.1f} ms, p99 {percentile(seconds, 0.99) * 1000:.1f} ms"


class Agents:
    """Agents who answer at a steady pace, however long the answers take; each keeps its connection."""

    def __init__(self, client):
        self.client, self.times, self.stop, self.failures = client, [], threading.Event(), []
        agent = made(client.post("/v1/agents", {"name": "Ada", "email": "ada@example.com"}))["id"]
        self.reply = json.dumps({"body": "It is on its way.", "author": {"type": "agent", "id": agent}})
        self.talks = [made(client.post("/v1/conversations", question(number)))["id"] for number in range(TALKS)]
        self.threads = [threading.Thread(target=self.answer, args=(hand,), daemon=True) for hand in range(HANDS)]
        for thread in self.threads:
            thread.start()

    def answer(self, hand):
        connection = http.client.HTTPConnection("127.0.0.1", self.client.port, timeout=30)
        due = time.monotonic() + hand / REPLIES_A_SECOND
        number = hand
        while not self.stop.is_set():
            time.sleep(max(0, due - time.monotonic()))
            connection.request("POST", f"/v1/conversations/{self.talks[number % TALKS]}/messages", self.reply, {
                "Authorization": "Bearer " + self.client.credential, "Content-Type": "application/json",
                "Idempotency-Key": str(uuid.uuid4())})
            response = connection.getresponse()
            response.read()
            if response.status != 201:
                self.failures.append(response.status)
            self.times.append((due, time.monotonic() - due))
            due += HANDS / REPLIES_A_SECOND
            number += HANDS

    def between(self, begin, end):
        """How long each reply took that was due in that time, from when it was due."""
        return [seconds for due, seconds in self.times if begin <= due < end]

    def rest(self, seconds):
        """Goes on for so long; answers how long replies took meanwhile."""
        begun = time.monotonic()
        time.sleep(seconds)
        return self.between(begun, time.monotonic())

    def close(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def reprojection(options):
    many = options.open
    with Cluster(nodes=1) as cluster:
        client, database = cluster.workspace(), Database(cluster.database_port)
        saved = made(client.post("/v1/sla-policies", policy(8)))["id"]
        last = finished(database, saved)["_id"]
        multiply(database, template(client, database), 0, many)
        agents = Agents(client)
        agents.rest(WARM_SECONDS)
        idle, during, took = agents.rest(IDLE_SECONDS), [], []
        for round in range(ROUNDS):
            begun = time.monotonic()
            made(client.send("PATCH", f"/v1/sla-policies/{saved}", {"targets": policy(9 + round)["targets"]},
                             If_Match="*"))
            operation = finished(database, saved, last)
            took.append(time.monotonic() - begun)
            during += agents.between(begun, begun + took[-1])
            last, changed = operation["_id"], decoded(operation["affected"])["conversation"]
            assert changed >= many, f"only {changed} were reached"
            agents.rest(SETTLING_SECONDS)
            idle += agents.rest(IDLE_SECONDS)
        agents.close()
        database.close()
        assert not agents.failures, f"{len(agents.failures)} replies failed"
        times = percentile(during, 0.99) / percentile(idle, 0.99)
        figure = (f"{many} open, reached within {', '.join(f'{seconds:.1f}' for seconds in took)} s beside "
                  f"{REPLIES_A_SECOND} replies a second; these idle, before, between and after: {in_words(idle)}; "
                  f"meanwhile: {in_words(during)} ({times:.2f} times); {load()}")
        assert max(took) <= LATEST_SECONDS and times <= 2, figure
        return figure


def finished(database, target, after=""):
    """The operation that carries the policy, or its first change after another operation, when it has ended."""
    while True:
        found, _ = database.find("operations", {"target_id": target, "_id": {"$gt": after}}, sort={"_id": 1})
        if found and "finished_at" in found[0]:
            return found[0]
        time.sleep(0.1)


def load():
    return "load averages " + " ".join(f"{value:.1f}" for value in os.getloadavg())


def memory(options):
    many = options.open * 10
    with Cluster(nodes=1) as cluster:
        client, database, node = cluster.workspace(), Database(cluster.database_port), cluster.nodes[0]
        saved = made(client.post("/v1/sla-policies", policy(8)))["id"]
        finished(database, saved)
        like, there, heaps = template(client, database), 0, {}
        for count in (many // 100, many // 10, many):
            multiply(database, like, there, count)
            there = count
            use(client)
            heaps[count] = heap(node)
        idle, busy = wake_query(database)
        database.close()
        figure = ("heap of the node after a collection: " + ", ".join(
            f"{megabytes:.1f} MB with {count} open" for count, megabytes in heaps.items())
                  + f"; asked for what is due, nothing being due: {in_words(idle)}; 40 being due: {in_words(busy)}; "
                  + load())
        assert heaps[many] <= heaps[many // 100] * 1.1 and percentile(idle, 0.99) < 0.005, figure
        return figure


def use(client):
    """The node at work: pages, filters and new conversations, while its timers look for what is due."""
    for number in range(100):
        made(client.post("/v1/conversations", question(number)))
        for path in ("?limit=50", "?limit=50&sort=next_deadline", "?limit=50&status=open", "?limit=50&sort=created_at"):
            made(client.get("/v1/conversations" + path))


def wake_query(database):
    """What the timers ask four times a second: how long it takes with nothing due, and with a portion due."""
    def due(at, most):
        return database.find("conversations", {"lane": "live", "wake_at": {"$lte": Moment(at)}}, most,
                             sort={"wake_at": 1})

    first = due(1 << 50, 1)[0][0]["wake_at"]
    idle, busy = [], []
    for _ in range(500):
        found, seconds = due(first - 1, 400)
        assert not found
        idle.append(seconds)
        found, seconds = due(first + 39, 40)
        assert len(found) == 40
        busy.append(seconds)
    return idle[100:], busy[100:]
