#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""File change → on many xDS streams: `gatehouse run`, its Envoy, and proxies that ask and answer as Envoy does (Linux).

The clock runs from the rename of the changed file until the first, the median and the last of the proxies has its new
routes. All proxies are one other process (ProxyFleet.java), which shares the processors and has a clock in common."""
import glob
import json
import os
import pathlib
import subprocess
import sys
import time

import gateway

HOSTS = 1_000
STREAMS = 1_000
FLEET = gateway.ROOT / "benchmarks/src/main/java/io/gatehouse/benchmarks/ProxyFleet.java"

BACKEND = """\
apiVersion: v1
kind: Service
metadata: {name: svc%(index)d}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: svc%(index)d, labels: {kubernetes.io/service-name: svc%(index)d}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]
"""

VIRTUAL_SERVICE = """\
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: vs%(index)d}
spec:
  hosts: [host%(index)d.example.com]
  gateways: [gw]
  http:
  - match: [{uri: {prefix: /revision-%(revision)d.}}]
    route: [{destination: {host: svc%(index)d}}]
"""


def cost(process):
    """Seconds of processors so far."""
    used = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def memory(process):
    """Resident megabytes, then megabytes of the heap that are live."""
    jcmd = pathlib.Path(os.readlink(f"/proc/{process.pid}/exe")).with_name("jcmd")
    histogram = subprocess.run(
        [jcmd, str(process.pid), "GC.class_histogram"], check=True, capture_output=True, text=True).stdout
    with open(f"/proc/{process.pid}/status") as status:
        resident = int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024
    return resident, int(histogram.splitlines()[-1].split()[-1]) / 2**20


def bootstrap(process):
    """The file that this gatehouse has given to its Envoy."""
    for directory in glob.glob("/proc/[0-9]*"):
        try:
            parent = pathlib.Path(directory, "stat").read_text().rsplit(")", 1)[1].split()[1]
            words = pathlib.Path(directory, "cmdline").read_text().split("\0")
        except OSError:
            continue
        if int(parent) == process.pid:
            return next(word for word in words if word.endswith("bootstrap.pb"))
    raise SystemExit("gatehouse runs no Envoy")


class Fleet:
    """Proxies in a process of their own."""

    def __init__(self, control_plane):
        java = os.readlink(f"/proc/{control_plane.pid}/exe")
        self.process = subprocess.Popen(
            [java, "-XX:+UseSerialGC", "-cp", f"{gateway.ROOT}/cli/target/gatehouse/lib/*", FLEET, bootstrap(control_plane)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(self, line):
        print(line, file=self.process.stdin, flush=True)

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the proxies have ended")
        return line.strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class Measurement:
    def __init__(self, running, fleet):
        self.running = running
        self.fleet = fleet
        self.revision = 0

    def connect(self, count):
        start = time.perf_counter()
        self.fleet.say(f"connect {count} /revision-{self.revision}.")
        self.fleet.answer()
        return time.perf_counter() - start

    def change(self):
        """Milliseconds until the first, the median and the last proxy has it."""
        self.revision += 1
        target = HOSTS // 2
        self.fleet.say(f"observe /revision-{self.revision}.")
        assert self.fleet.answer() == "ready"
        start = time.perf_counter_ns()
        text = VIRTUAL_SERVICE % {"index": target, "revision": self.revision}
        gateway.write(self.running.directory, f"vs{target}.yaml", text)
        return [(time_ - start) / 1e6 for time_ in json.loads(self.fleet.answer())]

    def row(self, name, count):
        for _ in range(count // 5):  # warms the JVM up
            self.change()
        before = cost(self.running.process)
        figures = []
        for _ in range(count):
            figures.append(self.change())
            time.sleep(0.05)
        milliseconds = (cost(self.running.process) - before) / count * 1000
        p50 = [gateway.percentile(column, 0.5) for column in zip(*figures)]
        last = [last for _, _, last in figures]
        return name, *p50, gateway.percentile(last, 0.9), milliseconds, *memory(self.running.process)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    gateway.build()
    files = {"gateway.yaml": gateway.GATEWAY}
    for index in range(HOSTS):
        files[f"vs{index}.yaml"] = VIRTUAL_SERVICE % {"index": index, "revision": 0}
        files[f"svc{index}.yaml"] = BACKEND % {"index": index}
    with gateway.Gateway(files) as running:
        running.await_status("host0.example.com", 404)  # no such path
        with Fleet(running.process) as fleet:
            measurement = Measurement(running, fleet)
            measurement.connect(1)
            rows = [measurement.row("1", count)]
            seconds = measurement.connect(STREAMS - 1)
            rows.append(measurement.row(f"{STREAMS:,}", count))
            fleet.say("stall")
            rows.append(measurement.row(f"{STREAMS:,}, and one that does not read", count))
    print(f"{HOSTS:,} hosts; {STREAMS - 1:,} proxies connected and had everything after {seconds:.1f} s; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| streams | first p50 ms | median p50 ms | last p50 ms | last p90 ms | last as a multiple of one's "
          "| processor ms per change | µs of it per stream | resident MB | live heap MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    alone = rows[0]
    for (name, first, median, last, p90, milliseconds, resident, live), streams in zip(rows, (1, STREAMS, STREAMS)):
        print(f"| {name} | {first:.1f} | {median:.1f} | {last:.1f} | {p90:.1f} | {last / alone[3]:.1f} "
              f"| {milliseconds:.1f} | {(milliseconds - alone[5]) / streams * 1000:.0f} | {resident:.0f} | {live:.0f} |")


main()
