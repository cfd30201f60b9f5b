#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Memory of the control plane, with a heap of 2 GiB at most, under steady churn of many hosts, and after most went.

Hosts are in files of 1,000. Every 200 ms one file is written in which one host is new, one changed and one gone, as
many stay. A row a minute: resident memory as found, what is live of the heap, for which it is collected, and resident memory after that."""
import itertools
import sys
import time

import gateway
import process

PER_FILE, EVERY, SETTLE = 1_000, 0.2, 60


def texts(files):
    """Names and contents of files without end, each with the next changes."""
    hosts = {first: dict.fromkeys(range(first, first + PER_FILE), 0) for first in files}
    fresh = itertools.count(max(files) + PER_FILE)
    for number in itertools.count(1):
        first = files[number % len(files)]
        mine = hosts[first]
        del mine[next(iter(mine))]
        mine[next(iter(mine))] = number
        mine[next(fresh)] = number
        yield first, mine, "---\n".join(
            gateway.VIRTUAL_SERVICE % {"index": index, "revision": revision} for index, revision in mine.items())


def figures(running, minute, hosts):
    resident = process.resident_mb(running.pid)
    gateway.print_row(
        minute, f"{hosts:,}", f"{resident:.0f}", f"{process.live_heap_mb(running.pid):.0f}",
        f"{process.resident_mb(running.pid):.0f}", f"{process.resident_mb(running.envoy):.0f}")


def main():
    minutes, hosts = (int(given) if given else default for given, default in zip(
        [*sys.argv[1:], None, None], (30, 100_000)))
    gateway.build()
    with gateway.Gateway(gateway.hosts(hosts, PER_FILE), java_options="-Xmx2g") as running:
        running.await_ready(900)
        gateway.print_head("minute", "hosts", "resident MB", "live heap MB", "resident after collection MB", "Envoy MB")
        figures(running, "start", hosts)
        files = list(range(0, hosts, PER_FILE))
        churn = texts(files)
        for minute in range(1, minutes + 1):
            end = time.perf_counter() + 60
            while time.perf_counter() < end:
                first, mine, text = next(churn)
                gateway.write(running.directory, f"vs{first}.yaml", text)
                time.sleep(EVERY)
            added = next(reversed(mine))
            gateway.Client(running.port).milliseconds_until(f"revision {mine[added]}.", gateway.host(added), pause=0.01)
            figures(running, minute, hosts)
        for first in files[1:]:
            (running.directory / f"vs{first}.yaml").unlink()
        time.sleep(SETTLE)
        running.await_ready()
        figures(running, f"{SETTLE} s after most went", PER_FILE)


main()
