"""The acceptance tests that are too long for `mvn verify`. Each answers its figure, or fails with a sentence."""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from abuse import i1, t6
from clocks import p6
from cluster import Client, Cluster
from deliveries import h3, w12, w13
from figures import heap, percentile
from fuzz import i9
from long_tests import calendar_oracle, outage as deadlines_without_database, p3, p4, reference_model
from open_conversations import memory, reprojection
from paging import l6
from skipped import Skipped
from streams import l4, s1, s2, s4

HERE = Path(__file__).resolve().parent
LOAD = HERE.parents[1] / "bench" / "scripts" / "load.lua"
CUSTOMERS = "/v1/customers"


def need(program, how):
    if shutil.which(program) is None:
        raise Skipped(f"{program} is missing: {how}")


def together(count, work):
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def events(client):
    """The whole log, which must be dense."""
    log, after = [], ""
    while True:
        page = client.get("/v1/events?limit=200" + after).json()["data"]
        log += page
        if not page:
            break
        after = "&after=" + page[-1]["id"]
    assert [event["sequence"] for event in log] == list(range(1, len(log) + 1)), "the log has gaps"
    return log


def settled(client, expected):
    """Waits until the outboxes have been delivered."""
    for _ in range(100):
        if len(events(client)) >= expected:
            return events(client)
        time.sleep(0.2)
    return events(client)


def d3(options):
    with Cluster(nodes=3) as cluster:
        client = cluster.workspace()
        ports = [client.at(node) for node in cluster.nodes]
        answers = together(100, lambda i: ports[i % 3].post(CUSTOMERS, {"name": "Ada"}, Idempotency_Key="k"))
        made = {answer.json()["id"] for answer in answers if answer.status == 201}
        running = [answer for answer in answers if answer.status == 409]
        assert len(made) == 1, f"{len(made)} executions"
        others = {answer.status for answer in answers} - {201, 409}
        assert not others, f"also {others}"
        assert all("retry-after" in answer.headers for answer in running)
        time.sleep(5)
        late = together(100, lambda i: ports[i % 3].post(CUSTOMERS, {"name": "Ada"}, Idempotency_Key="k"))
        assert all(answer.status == 201 and answer.json()["id"] in made
                   and answer.headers.get("idempotent-replayed") == "true" for answer in late)
        assert len(events(client)) == 1
        return f"100 at once: 1 execution, {len(running)} × 409, the rest replays; 100 late replays"


def d4(options):
    rounds, chance, waits = options.rounds, random.Random(4), []
    with Cluster(nodes=2) as cluster:
        client = cluster.workspace()
        for number in range(rounds):
            victim, other = cluster.nodes[number % 2], cluster.nodes[1 - number % 2]
            moment = chance.random() * 0.03
            sender = threading.Thread(target=quietly, args=(lambda: client.at(victim).post(
                "/v1/conversations", conversation(number), Idempotency_Key=f"kill-{number}"),))
            sender.start()
            time.sleep(moment)
            victim.kill()
            begun = time.monotonic()
            answer = client.at(other).persist("POST", "/v1/conversations", conversation(number),
                                              Idempotency_Key=f"kill-{number}")
            waits.append(time.monotonic() - begun)
            assert answer.status == 201, answer.body
            sender.join()
            cluster.nodes[number % 2] = cluster.node().ready()
        survivor = client.at(cluster.nodes[0])
        found = survivor.all("/v1/conversations")
        assert len(found) == rounds, f"{len(found)} conversations of {rounds}"
        log = settled(survivor, rounds * 3)
        assert sum(event["type"] == "conversation.created" for event in log) == rounds
        assert max(waits) <= 15, f"a retry waited {max(waits):.1f} s"
        return f"{rounds}/{rounds} kills: one conversation each, no event lost or doubled; longest wait {max(waits):.1f} s"


def conversation(number):
    return {"customer": {"external_id": f"user-{number}"}, "external_id": f"c-{number}",
            "message": {"body": "Hello"}}


def quietly(action):
    try:
        action()
    except Exception:  # the node is being killed under it
        pass


def k3(options):
    with Cluster(nodes=3) as cluster:
        client = cluster.workspace()
        place = client.post("/v1/conversations", conversation(1)).headers["location"]
        agents = [client.post("/v1/agents", {"name": f"A{i}", "email": f"a{i}@example.com"}).json()["id"]
                  for i in range(50)]
        clients = [client.at(node) for node in cluster.nodes]
        answers = together(50, lambda i: clients[i % 3].post(place + "/assign", {"agent_id": agents[i]}))
        statuses = [answer.status for answer in answers]
        assert statuses.count(200) == 1 and statuses.count(409) == 49, statuses
        winner = client.get(place).json()["assignee"]["agent_id"]
        assert winner == agents[statuses.index(200)]
        return "1 × 200, 49 × 409"


def a4(options):
    with Cluster(nodes=3) as cluster:
        client = cluster.workspace()
        made = client.post("/v1/api-keys", {"name": "K", "scopes": ["customers:read"]}).json()
        users = [Client(node.port, made["secret"]) for node in cluster.nodes]
        accepted, stop = [], threading.Event()

        def use(i):
            while not stop.is_set():
                begun = time.monotonic()
                if users[i % 3].get(CUSTOMERS).status == 200:
                    accepted.append(begun)
                time.sleep(0.06)

        threads = [threading.Thread(target=use, args=(i,)) for i in range(6)]
        for thread in threads:
            thread.start()
        time.sleep(3)
        assert client.post(f"/v1/api-keys/{made['id']}/revoke", {}).status == 200
        revoked = time.monotonic()
        time.sleep(10)
        stop.set()
        for thread in threads:
            thread.join()
        last = max(accepted) - revoked
        assert last <= 5, f"accepted {last:.1f} s after it was revoked"
        return f"{len(accepted)} uses; the last was accepted {last:+.1f} s from the revocation"


def outage(options, silent):
    with Cluster(nodes=1, proxied=True) as cluster:
        client = cluster.workspace()
        public = Client(client.port, None)
        assert client.get(CUSTOMERS).status == 200
        if silent:
            cluster.proxy.silent = True
        else:
            cluster.proxy.cut()
        begun, slowest, ready = time.monotonic(), 0.0, None
        while time.monotonic() - begun < options.outage:
            answers = [client.get(CUSTOMERS), client.post(CUSTOMERS, {"name": "Ada"})]
            slowest = max([slowest] + [answer.seconds for answer in answers])
            for answer in answers:
                assert answer.status == 503 and answer.json()["code"] and "retry-after" in answer.headers, answer.body
            assert public.get("/livez").status == 200
            if ready is None and public.get("/readyz").status == 503:
                ready = time.monotonic() - begun
        assert slowest <= 3, f"an answer took {slowest:.1f} s"
        assert ready is not None and ready <= 5 + 2 * slowest, f"not ready after {ready} s"
        cluster.proxy.mend()
        begun = time.monotonic()
        while client.get(CUSTOMERS).status != 200:
            time.sleep(0.1)
        back = time.monotonic() - begun
        assert back <= 5, f"back after {back:.1f} s"
        return f"{options.outage} s away: 503 within {slowest:.1f} s, back {back:.1f} s after its return"


def b3(options):
    acknowledged, lock, chance = set(), threading.Lock(), random.Random(3)
    with Cluster(nodes=1, proxied=True) as cluster:
        client = cluster.workspace()
        stop = threading.Event()

        def write(i):
            number = 0
            while not stop.is_set():
                answer = client.persist("POST", CUSTOMERS, {"external_id": f"{i}-{number}"},
                                        Idempotency_Key=f"{i}-{number}")
                assert answer.status == 201, answer.body
                with lock:
                    acknowledged.add(answer.json()["id"])
                number += 1

        with ThreadPoolExecutor(8) as pool:
            writers = [pool.submit(write, i) for i in range(8)]
            end = time.monotonic() + options.resets
            while time.monotonic() < end:
                time.sleep(1)
                cluster.proxy.reset(0.05 * 8, chance)
            stop.set()
            for writer in writers:
                writer.result()
        found = [item["id"] for item in client.all(CUSTOMERS)]
        assert set(found) == acknowledged and len(found) == len(acknowledged), "the sets differ"
        log = settled(client, len(found))
        assert sorted(event["data"]["customer"]["id"] for event in log) == sorted(found), "the log differs"
        return f"{options.resets} s of resets: {len(found)} acknowledged writes, all there once, each with one event"


class Balancer:
    """What a load balancer does: asks each node whether it is ready, and sends to those that are."""

    def __init__(self, nodes):
        self.nodes, self.ready, self.turn = nodes, list(nodes), 0
        self.running = True
        threading.Thread(target=self.check, daemon=True).start()

    def check(self):
        while self.running:
            self.ready = [node for node in list(self.nodes) if self.is_ready(node)]
            time.sleep(0.5)

    @staticmethod
    def is_ready(node):
        try:
            return Client(node.port, None, 1).get("/readyz").status == 200
        except OSError:
            return False

    def next(self):
        self.turn += 1
        ready = self.ready
        return ready[self.turn % len(ready)]


def h1(options):
    with Cluster(nodes=3) as cluster:
        client = cluster.workspace()
        balancer = Balancer(cluster.nodes)
        failures, count, stop = [], [0], threading.Event()

        def load(i):
            number = 0
            while not stop.is_set():
                node = balancer.next()
                try:
                    answer = client.at(node).get(CUSTOMERS) if number % 5 else client.at(node).post(
                        CUSTOMERS, {"name": "Ada"})
                    if answer.status not in (200, 201):
                        failures.append(answer.status)
                except Exception as failure:
                    failures.append(repr(failure))
                count[0] += 1
                number += 1
                time.sleep(0.05)

        threads = [threading.Thread(target=load, args=(i,)) for i in range(15)]
        for thread in threads:
            thread.start()
        codes = []
        for i in range(3):
            code, _ = cluster.nodes[i].terminate()
            codes.append(code)
            cluster.nodes[i] = cluster.node().ready()
            time.sleep(2)
        stop.set()
        for thread in threads:
            thread.join()
        balancer.running = False
        assert not failures, f"{len(failures)} failures, such as {failures[:3]}"
        assert codes == [0, 0, 0], codes
        return f"3 nodes restarted under load: {count[0]} requests, 0 failed"


def h2(options):
    with Cluster(nodes=1) as cluster:
        client, node = cluster.workspace(), cluster.nodes[0]
        idle = [socket.create_connection(("127.0.0.1", node.port)) for _ in range(50)]
        body = json.dumps({"name": "Ada"}).encode()
        slow = socket.create_connection(("127.0.0.1", node.port))
        slow.sendall((f"POST {CUSTOMERS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {client.credential}\r\n"
                      f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body[:5])
        time.sleep(0.5)
        done = {}
        stopper = threading.Thread(target=lambda: done.update(zip(("code", "seconds"), node.terminate())))
        stopper.start()
        time.sleep(10)
        slow.sendall(body[5:])
        slow.settimeout(10)
        status = slow.recv(4096).split(b" ")[1]
        stopper.join()
        for connection in idle:
            connection.close()
        assert status == b"201", status
        assert done["code"] == 0 and done["seconds"] <= 30, done
        return f"a 10 s request finished with 201; exit {done['code']} after {done['seconds']:.1f} s"


def i3(options):
    with Cluster(nodes=1) as cluster:
        client = cluster.workspace()
        alone = percentile([client.get(CUSTOMERS).seconds for _ in range(300)], 0.99)
        target = ("127.0.0.1", client.port)
        head = (f"POST {CUSTOMERS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {client.credential}\r\n"
                "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n").encode()
        begins = [b"GET /livez HTTP/1.1\r\nHost: lo", head + b"{"]
        reading = (f"GET /v1/attachments/{uploaded(client, 16)}/content HTTP/1.1\r\nHost: localhost\r\n"
                   f"Authorization: Bearer {client.credential}\r\n\r\n").encode()
        before, slow = heap(cluster.nodes[0]), []
        for i in range(options.slow):
            connection = socket.socket()
            # Hardly anything of an answer fits in before it is read.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(target)
            # Fewer readers than a workspace has places: what is refused has been taken.
            connection.sendall(reading if i % 20 == 19 else begins[i % 2])
            connection.setblocking(False)
            slow.append(connection)
        time.sleep(3)  # until the files are on their way, as far as they come
        begun, times, failed = time.monotonic(), [], 0
        while time.monotonic() - begun < 45:
            for connection in random.sample(slow, 20):
                try:
                    connection.send(b"a" if random.random() < 0.5 else b" ")
                except OSError:
                    pass
            answer = client.get(CUSTOMERS)
            times.append(answer.seconds)
            failed += answer.status != 200
            time.sleep(0.02)
        grown = heap(cluster.nodes[0]) - before
        still = sum(is_open(connection) for connection in slow)
        for connection in slow:
            connection.close()
        slowed = percentile(times, 0.99)
        assert failed == 0, f"{failed} failures"
        assert still == 0, f"{still} slow connections are still open after 45 s"
        assert slowed < max(2 * alone, 0.02), f"p99 {slowed * 1000:.1f} ms beside {alone * 1000:.1f} ms"
        assert grown < 64, f"the heap has grown by {grown:.0f} MiB"
        return (f"{options.slow} connections slow to send headers, to send a body, to read, all closed; heap "
                f"{grown:+.1f} MiB; p99 {slowed * 1000:.1f} ms "
                f"({alone * 1000:.1f} ms alone), 0 failures")


def uploaded(client, mebibytes):
    """The id of a file of that size."""
    answer = client.send("POST", "/v1/attachments?filename=a.bin", b"x" * (mebibytes << 20),
                         Content_Type="application/octet-stream")
    assert answer.status == 201, answer.body
    return answer.json()["id"]


def is_open(connection):
    try:
        while True:
            if not connection.recv(4096):
                return False
    except BlockingIOError:
        return True
    except OSError:
        return False


def wrk(client, path, connections, seconds, rate=None, conversations=None):
    """
    Requests per second that were answered well, and all that were answered; as many as can be without a rate. They
    read the path or, given a file of conversations, append messages as the bench does.
    """
    script = ["-s", LOAD if conversations else HERE / "paced.lua"] if rate or conversations else []
    words = ["--", "append", client.credential, conversations, "nobody"] if conversations else []
    pause = {"PAUSE_MILLIS": str(round(1000 * connections / rate))} if rate else {}
    text = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", *script, "-H",
                           "Authorization: Bearer " + client.credential,
                           f"http://127.0.0.1:{client.port}{path}", *words], capture_output=True, text=True,
                          env=os.environ | pause).stdout
    total = int(text.split(" requests in")[0].split()[-1])
    bad = int(text.split("Non-2xx or 3xx responses:")[1].split()[0]) if "Non-2xx" in text else 0
    return (total - bad) / seconds, total / seconds


def l2(options):
    need("wrk", "apt install wrk")
    # As it is shipped: one workspace may hold 100 of 400 places, so 64 connections are never refused, 256 are.
    with Cluster(nodes=1, JAVA_OPTIONS="", CONCURRENCY="400") as cluster:
        client = cluster.workspace()
        customer = client.post(CUSTOMERS, {"name": "Ada"}).json()["id"]
        conversations = cluster.folder / "conversations"
        conversations.write_text("".join(
            client.post("/v1/conversations", {"customer_id": customer}).json()["id"] + "\n" for _ in range(1000)))
        wrk(client, "/", 64, 30, conversations=conversations)
        alone = percentile([client.get(CUSTOMERS).seconds for _ in range(50)], 0.9)
        before, _ = wrk(client, "/", 64, options.load // 4, conversations=conversations)
        shed, stop = [], threading.Event()

        def watch():
            while not stop.is_set():
                answer = client.get(CUSTOMERS)
                if answer.status in (429, 503):
                    shed.append(answer.seconds)
                time.sleep(0.01)

        watcher = threading.Thread(target=watch)
        watcher.start()
        goodput, all_answers = wrk(client, "/", 256, options.load, rate=2 * before, conversations=conversations)
        stop.set()
        watcher.join()
        begun = time.monotonic()
        while percentile([client.get(CUSTOMERS).seconds for _ in range(50)], 0.9) > max(2 * alone, 0.01):
            assert time.monotonic() - begun < 10, "not back to normal within 10 s"
        back = time.monotonic() - begun
        late = percentile(shed, 0.99) if shed else 0.0
        # The database grows by a message with each answer, so that the peak before is not the one of the same data.
        after, _ = wrk(client, "/", 64, options.load // 4, conversations=conversations)
        figure = (f"appends: peak {before:.0f}/s before, {after:.0f}/s after; under overload {goodput:.0f}/s good of "
                  f"{all_answers:.0f}/s answered; {len(shed)} refusals timed, p99 {late * 1000:.0f} ms; "
                  f"back to normal within {back:.1f} s")
        assert goodput >= 0.8 * (before + after) / 2 and late <= 0.1, figure
        return figure


RATE = 100


def l3(options):
    need("wrk", "apt install wrk")
    with Cluster(nodes=1, RATE_KEY=str(RATE), RATE_WORKSPACE=str(5 * RATE)) as cluster:
        loud, quiet = cluster.workspace(), cluster.workspace()
        quiet.post(CUSTOMERS, {"name": "Ada"})

        def measure(seconds):
            times, end = [], time.monotonic() + seconds
            while time.monotonic() < end:
                answer = quiet.get(CUSTOMERS)
                assert answer.status == 200, answer.body
                times.append(answer.seconds)
                time.sleep(0.2)
            return percentile(times, 0.99)

        measure(3)
        alone = measure(options.load)
        flood = threading.Thread(target=wrk, args=(loud, CUSTOMERS, 32, options.load + 12, 10 * RATE))
        flood.start()
        time.sleep(10)
        beside = measure(options.load)
        flood.join()
        assert beside < max(2 * alone, 0.02), f"p99 {beside * 1000:.1f} ms, {alone * 1000:.1f} ms alone"
        return f"quiet workspace p99 {beside * 1000:.1f} ms beside the flood, {alone * 1000:.1f} ms alone, 0 errors"


def c3(options):
    program = shutil.which("schemathesis") or shutil.which("st")
    if program is None:
        raise Skipped("schemathesis is missing: pip install schemathesis")
    with Cluster(nodes=1) as cluster:
        client = cluster.workspace()
        report = cluster.folder / "schemathesis.txt"
        with open(report, "w") as output:
            result = subprocess.run([program, "--config-file", HERE / "schemathesis.toml", "run", f"http://127.0.0.1:{client.port}/openapi.json", "--url",
                                     f"http://127.0.0.1:{client.port}", "-H",
                                     "Authorization: Bearer " + client.credential, "--max-examples", str(options.examples), "--continue-on-failure"],
                                    stdout=output, stderr=subprocess.STDOUT, cwd=cluster.folder)
        text = report.read_text()
        assert result.returncode == 0, f"see {report}: " + text[-600:]
        cases = re.search(r"([\d,]+) generated", text)
        assert cases, f"it does not say how many cases there were, see {report}"
        return f"{cases.group(1)} cases of every operation, no finding"


def a1(options):
    need("node", "apt install nodejs npm")
    folder = HERE.parent / "tokens"
    if not (folder / "node_modules").exists():
        raise Skipped("jose is missing: npm install --prefix deploy/prove/tokens")
    with Cluster(nodes=1) as cluster:
        client = cluster.workspace()
        workspace = client.get("/v1/workspace").json()["id"]
        secret = client.post("/v1/identity-secrets", {"name": "S"}).json()
        agent = client.post("/v1/agents", {"name": "A", "email": "a@example.com"}).json()["id"]
        token = client.post(f"/v1/agents/{agent}/tokens", {}).json()["token"]
        keys = Client(client.port, None).get("/.well-known/jwks.json").json()
        made = subprocess.run(["node", folder / "make.mjs"], text=True, capture_output=True, check=True,
                              input=json.dumps({"workspace": workspace, "secret": secret, "agentToken": token,
                                                "keys": keys})).stdout
        good = bad = 0
        for line in json.loads(made):
            status = Client(client.port, line["token"]).get("/v1/conversations").status
            assert status == line["expected"], f"{line['name']}: {status}"
            good, bad = good + (status == 200), bad + (status == 401)
        return f"{bad} forged tokens refused with 401, {good} good ones taken"


def mutations(options):
    result = subprocess.run([HERE.parent / "mutations" / "run"], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-1500:] + result.stderr[-500:]
    return result.stdout.strip().splitlines()[-1]


def webhook_signatures(options):
    result = subprocess.run([HERE.parent / "webhook-signatures" / "run"], capture_output=True, text=True)
    if "npm" in result.stderr and result.returncode:
        raise Skipped("npm cannot install the verifiers: " + result.stderr.strip().splitlines()[-1])
    assert result.returncode == 0, result.stdout[-500:] + result.stderr[-500:]
    return result.stdout.strip().splitlines()[-1]


def needing_faketime(options):
    need("faketime", "apt install faketime")
    return p6(options)


TESTS = {
    "A-1": ("tokens made by jose, good and forged", a1),
    "A-4": ("a revoked key on three nodes", a4),
    "B-1": ("the database is away", lambda options: outage(options, silent=False)),
    "B-2": ("the database accepts and never answers", lambda options: outage(options, silent=True)),
    "B-3": ("connections are reset at random", b3),
    "C-3": ("property fuzz from the contract", c3),
    "D-3": ("one key at once on three nodes", d3),
    "D-4": ("nodes killed in the middle of a request", d4),
    "H-1": ("rolling restart under load", h1),
    "H-2": ("a request in flight at SIGTERM", h2),
    "H-3": ("nodes are stopped while they send webhooks", h3),
    "I-1": ("bodies that are made to hurt", i1),
    "I-3": ("slow headers, slow bodies and slow readers", i3),
    "I-9": ("readers of callers' bytes under a fuzzer", i9),
    "K-3": ("fifty agents claim one conversation", k3),
    "L-2": ("twice the peak", l2),
    "L-3": ("a flood beside a quiet workspace", l3),
    "L-4": ("thousands of streams at fifty events a second", l4),
    "L-6": ("the first page and page 5,000 of a million conversations", l6),
    "MUT": ("each guard taken away turns its test red", mutations),
    "P-3": ("ten thousand deadlines in a minute", p3),
    "P-4": ("answers around their deadlines", p4),
    "P-6": ("nodes whose clocks are five minutes wrong", needing_faketime),
    "S-1": ("two clients of other makers while their server is restarted", s1),
    "S-2": ("npm's eventsource, cut off at random bytes", s2),
    "S-4": ("fifty writers, and readers that come and go, on three nodes", s4),
    "T-6": ("ids of another workspace beside ids of nobody", t6),
    "TM-1": ("business calendars beside a clock that is asked every minute", calendar_oracle),
    "TM-2": ("service levels beside a model that counts minutes", reference_model),
    "TM-3": ("deadlines while the database is away", deadlines_without_database),
    "TM-4": ("a changed policy reaches all open conversations beside replies", reprojection),
    "TM-5": ("a node that watches over very many open conversations", memory),
    "W-1": ("signatures checked by three other libraries", webhook_signatures),
    "W-12": ("webhooks while two of three nodes are killed", w12),
    "W-13": ("webhooks to twenty endpoints, five hostile, while two of three nodes are killed", w13),
}
