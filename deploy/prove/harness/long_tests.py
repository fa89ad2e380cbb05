"""Tests of the build that have a long mode: run by Maven at their full size, and asked what they measured."""

import re
import shutil
import subprocess
import xml.etree.ElementTree

from cluster import ROOT
from skipped import Skipped

REPORTS = ROOT / "api/target/surefire-reports"


def outcome(test, setting, count):
    """Runs one test class at this size; answers what it said."""
    if shutil.which("mvn") is None:
        raise Skipped("Maven is missing: apt install maven")
    report = REPORTS / f"TEST-{test}.xml"
    report.unlink(missing_ok=True)
    result = subprocess.run(["mvn", "-o", "-q", "-B", "-pl", "api", "-am", "test", "-Dquick", f"-Dtest={test}",
                             f"-D{setting}={count}", "-Dsurefire.failIfNoSpecifiedTests=false"],
                            cwd=ROOT, capture_output=True, text=True)
    assert report.exists(), f"{test} did not run: " + result.stdout[-1500:] + result.stderr[-500:]
    suite = xml.etree.ElementTree.parse(report).getroot()
    counts = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
    assert counts["tests"] > 0 and sum(counts.values()) == counts["tests"], f"{counts}: {failure(suite)}"
    said = (REPORTS / f"{test}-output.txt").read_text(errors="replace").replace(",", "")
    assert str(count) in said, f"{test} does not say that it was {count}"
    return said


def failure(suite):
    return " ".join(found.get("message", found.tag) for found in suite.iter() if found.tag in ("failure", "error"))


def measured(said, pattern):
    """The line that the pattern is found in, and the numbers that its groups hold."""
    found = re.search(pattern, said)
    assert found, f"it does not say {pattern}: {said[-500:]}"
    begin = said.rfind("\n", 0, found.start()) + 1
    line = said[begin:said.find("\n", found.end())]
    return re.sub(r"^.*?INFO:? ?", "", line).strip(), [int(number) for number in found.groups()]


LAGS = r"lag until seen p50 \d+ ms p99 (\d+) ms max (\d+) ms"


def size(options, whole):
    return max(1, round(whole * options.part))


def p3(options):
    count = size(options, 10_000)
    said = outcome("dev.nightdesk.api.conversation.SlaDeadlinesTest", "nightdesk.sla.deadlines", count)
    line, (late, latest) = measured(said, rf"{count} deadlines {LAGS}")
    assert late <= 1000 and latest <= 5000, line
    return f"on two nodes, one restarted, one set back by 10 s: {line}; each once, none early"


def p4(options):
    count = size(options, 1000)
    said = outcome("dev.nightdesk.api.conversation.SlaRaceTest", "nightdesk.sla.races", count)
    line, _ = measured(said, rf"{count} answers around their deadlines \d+ late \d+ within")
    return line + "; in time or broken, never both"


def outage(options):
    count = size(options, 10_000)
    said = outcome("dev.nightdesk.api.conversation.SlaOutageTest", "nightdesk.sla.outage", count)
    line, (caught_up, late, _) = measured(
        said, rf"{count} deadlines database gone for \d+ ms: caught up (\d+) ms after its return; the others: {LAGS}")
    assert caught_up <= 5000 and late <= 1000, line
    return line + "; each once, none early"


def reference_model(options):
    count = size(options, 50_000)
    return measured(outcome("dev.nightdesk.api.sla.SlaClockReferenceTest", "nightdesk.sla.cases", count),
                    rf"{count} histories agree")[0]


def calendar_oracle(options):
    count = size(options, 100_000)
    return measured(outcome("dev.nightdesk.api.schedule.BusinessCalendarOracleTest", "nightdesk.time.cases", count),
                    rf"{count} cases agree")[0]
