"""Nodes of the product as processes of their own, over one database, and a proxy that can break the way to it."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PLATFORM_KEY = "ndp_prove_" + "x" * 22
SECRET_KEY = "cHJvdmUtc2VjcmV0LWtleS1wcm92ZS1zZWNyZXQta2U"
STARTUP_SECONDS = 90


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    """Status, headers in lower case, body, and how long it took in seconds."""

    def __init__(self, status, headers, body, seconds):
        self.status, self.headers, self.body, self.seconds = status, headers, body, seconds

    def json(self):
        return json.loads(self.body)


class Client:
    """One credential against one node; every request opens a connection, so that no broken one is reused."""

    def __init__(self, port, credential, timeout=30):
        self.port, self.credential, self.timeout = port, credential, timeout

    def at(self, node):
        return Client(node.port, self.credential, self.timeout)

    def send(self, method, path, body=None, **headers):
        names = {"Authorization": "Bearer " + self.credential} if self.credential else {}
        names.update({name.replace("_", "-"): value for name, value in headers.items()})
        if body is not None and not isinstance(body, bytes):
            names["Content-Type"] = "application/json"
            body = json.dumps(body)
        begun = time.monotonic()
        connection = self.connect()
        try:
            connection.request(method, path, body, names)
            response = connection.getresponse()
            content = response.read()
            seconds = time.monotonic() - begun
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, content, seconds)
        finally:
            self.leave(connection)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)

    def leave(self, connection):
        connection.close()

    def kept(self):
        """The same on one connection for all requests, which then cost what they cost and no more."""
        return KeptClient(self.port, self.credential, self.timeout)

    def get(self, path, **headers):
        return self.send("GET", path, None, **headers)

    def post(self, path, body, **headers):
        return self.send("POST", path, body, **headers)

    def all(self, path):
        """What a list holds, page by page."""
        items, cursor = [], ""
        while True:
            page = self.get(f"{path}?limit=200{cursor}").json()
            items += page["data"]
            if not page["has_more"]:
                return items
            cursor = "&cursor=" + page["next_cursor"]

    def persist(self, method, path, body=None, seconds=40, **headers):
        """Repeats until an answer is final, as a caller with an idempotency key does."""
        end = time.monotonic() + seconds
        while True:
            try:
                answer = self.send(method, path, body, **headers)
                if answer.status not in (409, 429, 503):
                    return answer
                if answer.status == 409 and answer.json()["code"] != "idempotency_in_progress":
                    return answer
            except (OSError, http.client.HTTPException):
                answer = None
            if time.monotonic() > end:
                raise AssertionError(f"no final answer within {seconds} s; the last was {answer and answer.body}")
            time.sleep(0.2)


class KeptClient(Client):
    """A client that keeps its connection; for one thread."""

    def __init__(self, port, credential, timeout=30):
        super().__init__(port, credential, timeout)
        self.connection = super().connect()

    def connect(self):
        return self.connection

    def leave(self, connection):
        pass  # for the next request


class Process:
    """One JVM, started by the launcher, whose output goes to a file."""

    def __init__(self, command, folder, environment):
        self.log = open(folder / f"{command}-{time.monotonic_ns()}.log", "wb")
        full = dict(os.environ, **environment)
        full.setdefault("NIGHTDESK_JAVA_OPTIONS", "-Xmx384m")
        # A session of its own, as a service has: schedulers that share out time by sessions treat it as one.
        self.process = subprocess.Popen([ROOT / "nightdesk", command], env=full, stdout=self.log,
                                        stderr=subprocess.STDOUT, cwd=folder, start_new_session=True)

    def kill(self):
        """As a loss of power: nothing is finished, nothing is said."""
        self.process.kill()
        self.process.wait()

    def terminate(self):
        """Asks it to stop; answers exit code and seconds."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        return code, time.monotonic() - begun

    def text(self):
        return Path(self.log.name).read_text(errors="replace")


class Node(Process):
    def __init__(self, folder, database_port, settings, surroundings, port=None):
        self.port = port or free_port()
        uri = f"mongodb://127.0.0.1:{database_port}/?retryWrites=false"
        environment = {"NIGHTDESK_PORT": str(self.port), "NIGHTDESK_HOST": "127.0.0.1",
                       "NIGHTDESK_MONGODB_URI": uri, "NIGHTDESK_PLATFORM_KEY": PLATFORM_KEY,
                       "NIGHTDESK_SECRET_KEY": SECRET_KEY, "NIGHTDESK_RATE_KEY": "100000",
                       "NIGHTDESK_RATE_WORKSPACE": "100000", "NIGHTDESK_DATA": str(folder / "node")}
        environment.update({"NIGHTDESK_" + name: value for name, value in settings.items()})
        super().__init__("start", folder, environment | surroundings)

    def ready(self):
        end = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < end:
            try:
                if Client(self.port, None, 2).get("/readyz").status == 200:
                    return self
            except (OSError, http.client.HTTPException):
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError("the node did not become ready: " + self.text()[-2000:])


class Cluster:
    """A database process and nodes on it; with a proxy between them where a test breaks the way."""

    def __init__(self, nodes=1, proxied=False, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="nightdesk-prove-"))
        self.settings = settings
        self.database_port = free_port()
        self.database = Process("database", self.folder, {"NIGHTDESK_DATA": str(self.folder / "data"),
                                                          "NIGHTDESK_DATABASE_PORT": str(self.database_port)})
        self.await_database()
        self.proxy = Proxy(self.database_port) if proxied else None
        self.nodes = [self.node() for _ in range(nodes)]
        for node in self.nodes:
            node.ready()

    def await_database(self):
        end = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.database_port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the database did not start: " + self.database.text()[-2000:])

    def node(self, port=None, **surroundings):
        """One more, not waited for; with variables of its environment that are none of its settings."""
        return Node(self.folder, self.proxy.port if self.proxy else self.database_port, self.settings, surroundings,
                    port)

    def workspace(self):
        """A client with the first key of a new workspace, at the first node."""
        answer = Client(self.nodes[0].port, PLATFORM_KEY).post("/v1/workspaces", {"name": "Prove"})
        assert answer.status == 201, answer.body
        return Client(self.nodes[0].port, answer.json()["api_key"])

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for process in [*self.nodes, self.database]:
            if process.process.poll() is None:
                process.kill()
        if self.proxy:
            self.proxy.close()
        if failure[0] is None:
            shutil.rmtree(self.folder, ignore_errors=True)


class Proxy:
    """Passes bytes on to the database until it is told to cut, to fall silent, or to reset some connections."""

    def __init__(self, target):
        self.target, self.open, self.silent = target, True, False
        self.pairs = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.open:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.target))
            self.pairs.add((client, server))
            threading.Thread(target=self.pump, args=(client, server), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client), daemon=True).start()

    def pump(self, source, sink):
        try:
            while True:
                data = source.recv(65536)
                if not data:
                    break
                while self.silent:
                    time.sleep(0.05)
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        """Nothing listens any more, and what was connected is gone."""
        self.open = False
        self.reset(1.0)

    def mend(self):
        self.open, self.silent = True, False

    def reset(self, share, chance=None):
        """Closes this share of the connections, the way a failing network does."""
        for pair in list(self.pairs):
            if chance is None or chance.random() < share:
                self.pairs.discard(pair)
                for end in pair:
                    try:
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                        end.close()
                    except OSError:
                        pass

    def close(self):
        self.listener.close()
        self.reset(1.0)
