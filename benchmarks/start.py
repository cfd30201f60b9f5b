#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The start of `gatehouse run`, built and with Envoy cached: from the start of the process until everything is served.

That is, until the host answers, of the example with --dev, and until Envoy has acknowledged everything and the last
host answers, of 10,000 VirtualServices, as a file for each or all in one, and of the former when it is started again."""
import sys

import gateway

HOSTS = 10_000


def example():
    with gateway.Gateway(gateway.example(), "--dev") as running:
        return running.await_status("myapp.example.com", 200)


def many(files, again=False):
    with gateway.Gateway(files) as running:
        running.await_ready()
        if again:
            running.stop()
            running.start()
            running.await_ready()
        return running.await_status(gateway.host(HOSTS - 1), 200)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    gateway.build()
    java = gateway.java_seconds()
    gateway.print_head(
        "configuration", "runs", "min s", "p50 s", "max s", f"p50 as a multiple of `java -version`'s {java:.2f}")
    for name, start in (
            ("examples/my-app --dev", example),
            (f"{HOSTS:,} VirtualServices, a file each", lambda: many(gateway.hosts(HOSTS))),
            (f"{HOSTS:,} VirtualServices, started again", lambda: many(gateway.hosts(HOSTS), again=True)),
            (f"{HOSTS:,} VirtualServices in one file", lambda: many(gateway.hosts(HOSTS, HOSTS)))):
        seconds = [start() for _ in range(runs)]
        p50 = gateway.percentile(seconds, 0.5)
        gateway.print_row(name, runs, f"{min(seconds):.2f}", f"{p50:.2f}", f"{max(seconds):.2f}", f"{p50 / java:.1f}")


main()
