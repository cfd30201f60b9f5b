#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The longest single request while changes land, beside the same load without changes.

1,000 requests a second are sent on schedule to all hosts over 16 connections, and in every other round one host is
changed every 100 ms. The clock runs from when a request was due until its answer has been read. The machine
makes the load generator itself send late; the last two columns are the longest without that, and that alone."""
import contextlib
import itertools
import sys
import threading

import gateway
import load

ROUNDS, SECONDS, RATE, CONNECTIONS, EVERY = 5, 12, 1_000, 16, 0.1


@contextlib.contextmanager
def changes(running, hosts):
    """One host after the other, far from its neighbours."""
    ended = threading.Event()

    def change():
        for number in itertools.count(1):
            if ended.wait(EVERY):
                return
            index = number * 101 % hosts
            gateway.write(running.directory, f"vs{index}.yaml", gateway.virtual_services([index], number))

    changing = threading.Thread(target=change)
    changing.start()
    try:
        yield
    finally:
        ended.set()
        changing.join()


def measure(running, sender, hosts, changing):
    with changes(running, hosts) if changing else contextlib.nullcontext():
        return sender.send(
            running.port, hosts, "host%d.example.com", connections=CONNECTIONS, rate=RATE, seconds=SECONDS)


def main():
    hosts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    gateway.build()
    requests = {False: [], True: []}
    with gateway.Gateway(gateway.hosts(hosts)) as running:
        running.await_ready()
        with load.Load(running.pid) as sender:
            measure(running, sender, hosts, True)  # warms the JVMs up
            gateway.print_load()
            for _ in range(ROUNDS):
                for changing, sent in requests.items():
                    sent += measure(running, sender, hosts, changing)
    gateway.print_head("hosts", "changes", "requests", "p50 ms", "p99 ms", "p99.9 ms", "longest ms",
        "longest from sending ms", "longest until sending ms")
    for changing, sent in requests.items():
        latencies, late = zip(*sent)
        gateway.print_row(
            hosts, f"every {EVERY * 1000:.0f} ms" if changing else "none", len(sent),
            *(f"{gateway.percentile(latencies, share):.2f}" for share in (0.5, 0.99, 0.999, 1)),
            f"{max(latency - before for latency, before in sent):.2f}", f"{max(late):.2f}")


main()
