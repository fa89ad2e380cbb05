"""What several tests measure."""

import os
import subprocess

from cluster import ROOT


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def heap(node):
    """What is left of the node's heap after a collection, in MiB."""
    java = subprocess.run([ROOT / "nightdesk", "java"], capture_output=True, text=True, check=True).stdout.strip()
    tools, process = os.path.dirname(java), str(node.process.pid)
    for _ in range(2):
        subprocess.run([f"{tools}/jcmd", process, "GC.run"], capture_output=True, check=True)
    names, values = subprocess.run([f"{tools}/jstat", "-gc", process], capture_output=True, text=True,
                                   check=True).stdout.splitlines()
    used = dict(zip(names.split(), values.split()))
    return sum(float(used[name]) for name in ("S0U", "S1U", "EU", "OU")) / 1024
