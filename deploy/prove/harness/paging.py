"""What a page costs that lies deep in a very long list."""

from datetime import datetime

from cluster import Cluster
from figures import percentile
from open_conversations import in_words, load, multiply, template
from wire import Database, Moment, decoded

PAGE = 50
DEEP = 5_000
WARM = 500
MEASURED = 2_000


def page(client, cursor):
    """Conversations, the newest first."""
    answer = client.get(f"/v1/conversations?limit={PAGE}{cursor}")
    assert answer.status == 200, answer.body
    return answer


def l6(options):
    many = options.open * 10
    deep = min(DEEP, many // PAGE // 2)
    with Cluster(nodes=1) as cluster:
        client, database = cluster.workspace(), Database(cluster.database_port)
        multiply(database, template(client, database), 0, many)
        reader, cursor, last, seen = client.kept(), "", None, set()
        for number in range(1, deep):
            found = page(reader, cursor).json()
            seen.update(item["id"] for item in found["data"])
            last, cursor = found["data"][-1], "&cursor=" + found["next_cursor"]
        assert len(seen) == (deep - 1) * PAGE, f"only {len(seen)} different ones on {deep - 1} pages"
        first, far = [], []
        for number in range(WARM + MEASURED):
            first.append(page(reader, "").seconds)
            far.append(page(reader, cursor).seconds)
        examined, index = explained(database, last)
        database.close()
        ratio = percentile(far[WARM:], 0.99) / percentile(first[WARM:], 0.99)
        figure = (f"{many} conversations, pages of {PAGE}: the first {in_words(first[WARM:])}; by cursor number {deep} "
                  f"{in_words(far[WARM:])} ({ratio:.2f} times at p99); {examined:.2f} examined for each returned, in "
                  f"{index}; {load()}")
        assert ratio <= 1.2 and examined <= 2, figure
        return figure


def explained(database, last):
    """How many entries of an index the database looks at for each document of the page after this conversation."""
    made = Moment(round(datetime.fromisoformat(last["created_at"].replace("Z", "+00:00")).timestamp() * 1000))
    workspace = database.find("conversations", {"_id": last["id"]})[0][0]["w"]
    query = {"w": workspace, "created_at": {"$lte": made}, "$or": [
        {"created_at": {"$lt": made}}, {"created_at": made, "_id": {"$lt": last["id"]}}]}
    reply = database.command({"explain": {"find": "conversations", "filter": query,
                                          "sort": {"created_at": -1, "_id": -1}, "limit": PAGE + 1}})
    found = decoded(reply["executionStats"])
    plan = decoded(decoded(reply["queryPlanner"])["winningPlan"])
    assert plan["stage"] == "FETCH", plan
    assert found["nReturned"] == PAGE + 1, found
    examined = max(found["totalKeysExamined"], found["totalDocsExamined"])
    return examined / found["nReturned"], decoded(plan["inputStage"])["indexName"]
