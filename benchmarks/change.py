#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""File change → served by Envoy, with 1 to 100,000 hosts on one port.

The clock runs from the rename of the changed file until the first answer that shows the change. The changed host has a
file of its own; the others of 100,000 are a thousand in a file. In the last row all are in one file."""
import sys
import time

import gateway

SIZES = (1, 1_000, 10_000, 100_000)


def in_its_own_file(hosts):
    """What the file of the last host holds at a revision, and the files of all others."""
    others = gateway.hosts(hosts - 1, 1 if hosts <= 10_000 else 1_000)
    return lambda revision: gateway.virtual_services([hosts - 1], revision), others


def in_one_file(hosts):
    """As above, where that file holds the others, too."""
    others = gateway.virtual_services(range(hosts - 1))
    return lambda revision: others + "---\n" + gateway.virtual_services([hosts - 1], revision), gateway.hosts(0)


def measure(hosts, changes, changed, others):
    latencies = []
    with gateway.Gateway(others | {"changed.yaml": changed(0)}) as running:
        host = gateway.host(hosts - 1)
        running.await_ready()
        running.await_status(host, 200)
        client = gateway.Client(running.port)
        for revision in range(1, changes + 1):
            text = changed(revision)
            start = time.perf_counter()
            gateway.write(running.directory, "changed.yaml", text)
            latencies.append(client.milliseconds_until(f"revision {revision}.", host, start=start))
            time.sleep(0.02)
    return latencies[changes // 10:]  # the first ones warm the JVM up


def main():
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    gateway.build()
    gateway.print_head("VirtualServices", "changes", *gateway.QUANTILES, "p50 as a multiple of the first row's")
    first = None
    rows = [(f"{hosts:,}", hosts, in_its_own_file(hosts)) for hosts in SIZES]
    for name, hosts, files in [*rows, ("10,000 in one file", 10_000, in_one_file(10_000))]:
        latencies = measure(hosts, changes, *files)
        p50 = gateway.percentile(latencies, 0.5)
        first = first or p50
        gateway.print_row(name, len(latencies), *gateway.quantiles(latencies), f"{p50 / first:.1f}")


main()
