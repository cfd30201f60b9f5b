#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Resident memory of the control plane (Linux): 10 s after it serves, and 10 s after 200 changes, each served.

A change is one of a host, in a file of its own, or in the one file of all where that is the configuration."""
import time

import gateway
import process

ISTIOD_IDLE_MB = 112  # istiod, idle, on the same kind of machine
CHANGES = 200


def resident_mb(running):
    time.sleep(10)
    return process.resident_mb(running.pid)


def example():
    with gateway.Gateway(gateway.example(), "--dev") as running:
        running.await_status("myapp.example.com", 200)
        return [resident_mb(running)]


def many(hosts, per_file):
    with gateway.Gateway(gateway.hosts(hosts, per_file)) as running:
        running.await_ready()
        fresh = resident_mb(running)
        client = gateway.Client(running.port)
        for revision in range(1, CHANGES + 1):
            first = revision * 101 % hosts // per_file * per_file
            text = gateway.virtual_services([first], revision)
            if per_file > 1:
                text += "---\n" + gateway.virtual_services(range(first + 1, first + per_file))
            gateway.write(running.directory, f"vs{first}.yaml", text)
            client.milliseconds_until(f"revision {revision}.", gateway.host(first), pause=0.001)
        return [fresh, resident_mb(running)]


def main():
    gateway.build()
    gateway.print_head(
        "configuration", "resident MB", f"as a multiple of istiod's {ISTIOD_IDLE_MB}", f"after {CHANGES} changes MB")
    for name, measure in (
            ("examples/my-app --dev", example),
            ("1,000 VirtualServices, a file each", lambda: many(1_000, 1)),
            ("10,000 VirtualServices, a file each", lambda: many(10_000, 1)),
            ("10,000 VirtualServices in one file", lambda: many(10_000, 10_000))):
        fresh, *after = measure()
        gateway.print_row(
            name, f"{fresh:.0f}", f"{fresh / ISTIOD_IDLE_MB:.2f}", *[f"{megabytes:.0f}" for megabytes in after] or ["–"])


main()
