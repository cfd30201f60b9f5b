#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""File change → served by Envoy, with 1 to 100,000 hosts on one port.

The clock runs from the rename of the changed file until the first answer that shows the change. The changed host has a
file of its own; the others of 100,000 are a thousand in a file."""
import sys
import time

import gateway

SIZES = (1, 1_000, 10_000, 100_000)


def measure(hosts, changes):
    latencies = []
    target = hosts - 1
    files = gateway.hosts(target, 1 if hosts <= 10_000 else 1_000)
    with gateway.Gateway(files | {f"vs{target}.yaml": gateway.virtual_services([target])}) as running:
        host = gateway.host(target)
        running.await_ready()
        running.await_status(host, 200)
        client = gateway.Client(running.port)
        for revision in range(1, changes + 1):
            text = gateway.virtual_services([target], revision)
            start = time.perf_counter()
            gateway.write(running.directory, f"vs{target}.yaml", text)
            latencies.append(client.milliseconds_until(f"revision {revision}.", host, start=start))
            time.sleep(0.02)
    return latencies[changes // 10:]  # the first ones warm the JVM up


def main():
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    gateway.build()
    gateway.print_head("VirtualServices", "changes", *gateway.QUANTILES, "p50 as a multiple of the first row's")
    first = None
    for hosts in SIZES:
        latencies = measure(hosts, changes)
        p50 = gateway.percentile(latencies, 0.5)
        first = first or p50
        gateway.print_row(hosts, len(latencies), *gateway.quantiles(latencies), f"{p50 / first:.1f}")


main()
