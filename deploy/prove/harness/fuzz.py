"""Readers of a caller's bytes, tried by Jazzer: it changes inputs so that they reach ever more of the code."""

import concurrent.futures
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from cluster import ROOT
from skipped import Skipped

JAZZER = "0.30.0"
TOOLS = ROOT / "api/target/jazzer"
CLASSES = [ROOT / "api/target/classes", ROOT / "api/target/test-classes", ROOT / "api/target/libs/*"]
# Each fills a processor.
AT_ONCE = os.cpu_count() or 1


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
    """Lets the fuzzer at one target; answers how often it tried, in how many ways the code was reached."""
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
    assert result.returncode == 0, f"{target}, see {report}: " + " ".join(re.findall(r"== Java .*|ERROR: .*", text))
    runs, = re.findall(r"number_of_executed_units: (\d+)", text)
    slowest, = re.findall(r"slowest_unit_time_sec: *(\d+)", text)
    assert int(slowest) <= 1, f"{target} took {slowest} s for one input, see {report}"
    return int(runs), len(list((folder / target).iterdir()))


def i9(options):
    prepare()
    folder = Path(tempfile.mkdtemp(prefix="nightdesk-prove-"))
    java("dev.nightdesk.api.proof.FuzzTarget", folder, check=True)
    targets = sorted(path.name for path in folder.iterdir())
    assert targets, "there is nothing to fuzz"
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(lambda target: tried(folder, target, options.fuzz), targets))
    shutil.rmtree(folder)
    told = ", ".join(f"{target.rsplit('.', 1)[1].removesuffix('Fuzz')} {runs:,} ({corpus} inputs kept)"
                     for target, (runs, corpus) in zip(targets, outcomes))
    return f"{options.fuzz} s each, no finding, no input over 1 s: {told}"
