#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""File change → served by Envoy, with 1 to 100,000 hosts on one port.

The clock runs from the rename of the changed file until the first answer that shows the change."""
import sys
import time

import gateway

SIZES = (1, 1_000, 10_000)


def measure(hosts, changes):
    files = {"gateway.yaml": gateway.GATEWAY}
    files |= {f"vs{i}.yaml": gateway.VIRTUAL_SERVICE % {"index": i, "revision": 0} for i in range(hosts)}
    latencies = []
    with gateway.Gateway(files) as running:
        target = hosts // 2
        host = f"host{target}.example.com"
        running.await_status(host, 200)
        client = gateway.Client(running.port)
        for revision in range(1, changes + 1):
            text = gateway.VIRTUAL_SERVICE % {"index": target, "revision": revision}
            start = time.perf_counter()
            gateway.write(running.directory, f"vs{target}.yaml", text)
            expected = f"revision {revision}."
            while client.get(host)[1] != expected:
                if time.perf_counter() - start > 30:
                    raise SystemExit(f"change {revision} was not served within 30 s")
            latencies.append((time.perf_counter() - start) * 1000)
            time.sleep(0.02)
    return latencies[changes // 10:]  # the first ones warm the JVM up


def main():
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    gateway.build()
    print("| VirtualServices | changes | p50 ms | p90 ms | p99 ms | max ms | p50 as a multiple of the first row's |")
    print("|---|---|---|---|---|---|---|")
    first = None
    for hosts in SIZES:
        latencies = measure(hosts, changes)
        p50 = gateway.percentile(latencies, 0.5)
        first = first or p50
        print(
            f"| {hosts} | {len(latencies)} | {p50:.1f} | {gateway.percentile(latencies, 0.9):.1f} "
            f"| {gateway.percentile(latencies, 0.99):.1f} | {max(latencies):.1f} | {p50 / first:.1f} |",
            flush=True)


main()
