# SPDX-License-Identifier: Apache-2.0
"""What processes use, as Linux and the JDK's own tools tell it. Standard library only."""
import os
import pathlib
import re
import subprocess


def processor_seconds(pid):
    used = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def child(pid, name):
    """The process of that name that the process has started."""
    for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for found in children.read_text().split():
            if pathlib.Path(f"/proc/{found}/comm").read_text().strip() == name:
                return int(found)
    raise SystemExit(f"process {pid} has not started {name}")


def java_tool(pid, name):
    """The program of the JDK that a process runs on."""
    return pathlib.Path(os.readlink(f"/proc/{pid}/exe")).with_name(name)


def jcmd(pid, *command):
    return subprocess.run(
        [java_tool(pid, "jcmd"), str(pid), *command], check=True, capture_output=True, text=True).stdout


def heap_mb(pid):
    """Of the heap, what is live or has not been collected yet."""
    parts = re.findall(r"(?:DefNew|Tenured) +total \d+K, used (\d+)K", jcmd(pid, "GC.heap_info"))
    return sum(map(int, parts)) / 1024


def live_heap_mb(pid):
    """After a collection."""
    return int(jcmd(pid, "GC.class_histogram").splitlines()[-1].split()[-1]) / 2**20
