#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""File change → served by Envoy, with 1 to 100,000 hosts on one port.

The clock runs from the rename of the changed file until the first answer that shows the change."""
import sys
import time

import gateway

SIZES = (1, 1_000, 10_000)


def measure(hosts, changes):
    latencies = []
    with gateway.Gateway(gateway.hosts(hosts)) as running:
        target = hosts // 2
        host = gateway.host(target)
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
