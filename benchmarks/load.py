# SPDX-License-Identifier: Apache-2.0
"""Load.java, run by the JDK that runs a gatehouse, or by that of this machine. Standard library only."""
import glob
import os
import pathlib
import re
import subprocess

import process

SOURCE = pathlib.Path(__file__).with_name("Load.java")
OPTIONS = ("-XX:+UseSerialGC", "-Xmn256m", "-XX:TieredStopAtLevel=1")  # neither it nor its compiler shall pause


def java():
    """Of this machine, new enough for Load.java."""
    homes = map(pathlib.Path, (os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))))
    for home in homes:
        release = home / "release"
        version = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.is_file() else None
        if version and int(version[1]) >= 25:
            return home / "bin" / "java"
    return "java"


class Load:
    def __init__(self, pid=None):
        tool = process.java_tool(pid, "java") if pid else java()
        self.process = subprocess.Popen(
            [tool, *OPTIONS, SOURCE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def send(self, port, hosts, pattern, *, connections, rate=0, seconds):
        """Milliseconds of each request from when it was due, and of them those that it was sent late by this program."""
        print(port, connections, rate, seconds, hosts, pattern, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("the load generator ended")
        return [tuple(int(time) / 1000 for time in request.split("/")) for request in answer.split()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
