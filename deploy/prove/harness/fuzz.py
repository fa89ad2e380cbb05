"""Readers of a caller's bytes, tried by Jazzer: it changes inputs so that they reach ever more of the code."""

import concurrent.futures
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from cluster import ROOT
from skipped import Skipped

JAZZER = "0.30.0"
TOOLS = ROOT / "api/target/jazzer"
CLASSES = [ROOT / "api/target/classes", ROOT / "api/target/test-classes", ROOT / "api/target/libs/*"]
# Each fills a processor.
AT_ONCE = os.cpu_count() or 1
LONGEST_SECONDS = 1


class Outcome(NamedTuple):
    """How often a target was tried, how many inputs reached something new, and what broke; empty for nothing."""
    target: str
    runs: int
    kept: int
    finding: str


def prepare():
    if shutil.which("mvn") is None:
        raise Skipped("Maven is missing: apt install maven")
    subprocess.run(["mvn", "-q", "-B", "-DskipTests", "-Dquick", "-pl", "openapi,api", "package"], cwd=ROOT, check=True)
    for name in ("jazzer", "jazzer-api"):
        if not (TOOLS / f"{name}-{JAZZER}.jar").exists():
            copied = subprocess.run(["mvn", "-q", "-B", "dependency:copy", f"-DoutputDirectory={TOOLS}",
                                     f"-Dartifact=com.code-intelligence:{name}:{JAZZER}"], cwd=ROOT / "openapi")
            if copied.returncode != 0:
                raise Skipped(f"{name} {JAZZER} cannot be had from the artifact registry")


def java(*arguments, **options):
    path = os.pathsep.join([str(TOOLS / "*")] + [str(place) for place in CLASSES])
    program = subprocess.run([ROOT / "nightdesk", "java"], capture_output=True, text=True, check=True).stdout.strip()
    return subprocess.run([program, "-Xmx1g", "-cp", path, *arguments], text=True, **options)


def tried(folder, target, seconds):
    """Lets the fuzzer at one target."""
    report = folder / f"{target}.txt"
    findings = folder / f"{target}-findings"
    findings.mkdir()
    with open(report, "w") as output:
        result = java("com.code_intelligence.jazzer.Jazzer", f"--target_class={target}",
                      "--instrumentation_includes=dev.nightdesk.**", f"--reproducer_path={findings}",
                      folder / target, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=0",
                      "-print_final_stats=1", f"-artifact_prefix={findings}/",
                      stdout=output, stderr=subprocess.STDOUT, cwd=folder)
    text = report.read_text(errors="replace")
    found = re.findall(r"== Java .*|ERROR: .*", text) or ["it ended with code " + str(result.returncode)]
    slowest = re.findall(r"slowest_unit_time_sec: *(\d+)", text)
    runs = re.findall(r"number_of_executed_units: (\d+)", text)
    if result.returncode == 0 and int(slowest[0]) > LONGEST_SECONDS:
        found = [f"one input took {slowest[0]} s"]
    elif result.returncode == 0:
        found = []
    return Outcome(target.rsplit(".", 1)[1].removesuffix("Fuzz"), int((runs or [0])[0]),
                   len(list((folder / target).iterdir())), " ".join(found))


def i9(options):
    prepare()
    folder = Path(tempfile.mkdtemp(prefix="nightdesk-prove-"))
    java("dev.nightdesk.api.proof.FuzzTarget", folder, check=True)
    targets = sorted(path.name for path in folder.iterdir())
    assert targets, "there is nothing to fuzz"
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(lambda target: tried(folder, target, options.fuzz), targets))
    broken = [f"{outcome.target}: {outcome.finding}" for outcome in outcomes if outcome.finding]
    assert not broken, f"see {folder}: " + "; ".join(broken)
    shutil.rmtree(folder)
    told = ", ".join(f"{outcome.target} {outcome.runs:,} ({outcome.kept} inputs kept)" for outcome in outcomes)
    return f"{options.fuzz} s each, no finding, no input over {LONGEST_SECONDS} s: {told}"
