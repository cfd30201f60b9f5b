#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What one change costs, by the number of hosts: memory and processors, not time.

One host is changed every 100 ms and no request is sent meanwhile, so that processors are at work for changes only;
what both processes use in as long a time without changes is subtracted. Seconds of processors are those of
/proc/PID/stat, bytes of xDS those that Envoy has received."""
import sys
import time

import gateway
import usage

SIZES = (100, 1_000, 10_000)
WARM_UP, EVERY = 100, 0.1


def change(running, hosts, first, last):
    for revision in range(first, last):
        index = revision * 101 % hosts
        gateway.write(running.directory, f"vs{index}.yaml", gateway.virtual_services([index], revision))
        time.sleep(EVERY)
    expected = f"revision {last - 1}."
    gateway.Client(running.port).milliseconds_until(expected, gateway.host((last - 1) * 101 % hosts))


def measure(hosts, changes):
    with usage.MeteredGateway(gateway.hosts(hosts)) as running:
        running.await_ready()
        change(running, hosts, 1, WARM_UP)
        time.sleep(2)
        idle = running.usage()
        time.sleep(changes * EVERY)
        start = running.usage()
        change(running, hosts, WARM_UP, WARM_UP + changes)
        return running.usage().since(start).since(start.since(idle))


def main():
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    gateway.build()
    gateway.print_head(
        "VirtualServices", "changes", "allocated kB", "processor ms of Gatehouse", "of Envoy", "xDS kB",
        "as multiples of the first row's")
    first = None
    for hosts in SIZES:
        used = measure(hosts, changes)
        costs = [cost / changes for cost in (
            used.allocated_kb, used.control_plane * 1000, used.envoy * 1000, used.xds_bytes / 1000)]
        first = first or costs
        gateway.print_row(
            hosts, changes, f"{costs[0]:.0f}", *(f"{cost:.2f}" for cost in costs[1:]),
            ", ".join(f"{cost / base:.1f}" for cost, base in zip(costs, first)))


main()
