#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `--scoped-routes-on-demand` saves and costs: resident memory of Envoy (Linux) before any host is asked for and
after each of them was, and how long first and later requests take."""
import sys
import time

import gateway
import process


def milliseconds(client, hosts):
    times = []
    for host in hosts:
        start = time.perf_counter()
        if client.get(host)[0] != 200:
            raise SystemExit(f"{host} did not answer")
        times.append((time.perf_counter() - start) * 1000)
    return f"{gateway.percentile(times, 0.5):.2f}, {gateway.percentile(times, 0.99):.2f}"


def measure(hosts, *options):
    with gateway.Gateway(gateway.hosts(hosts, 1_000), *options) as running:
        running.await_ready()
        time.sleep(5)
        idle = process.resident_mb(running.envoy)
        client = gateway.Client(running.port)
        names = [gateway.host(index) for index in range(hosts)]
        first, later = milliseconds(client, names), milliseconds(client, names)
        return f"{idle:.0f}", f"{process.resident_mb(running.envoy):.0f}", first, later


def main():
    hosts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    gateway.build()
    gateway.print_head(
        f"{hosts:,} hosts", "Envoy idle MB", "after all were asked for MB", "first request p50, p99 ms",
        "later p50, p99 ms")
    for name, options in (
            ("with their routes", ()), ("routes on demand", ("--scoped-routes-on-demand",)),
            ("a table as a whole", ("--scoped-routes-from", str(hosts + 1)))):
        gateway.print_row(name, *measure(hosts, *options))


main()
