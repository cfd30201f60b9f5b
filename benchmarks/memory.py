#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Resident memory of the control plane, idle, with the example and with 1,000 VirtualServices (Linux)."""
import time

import gateway

ISTIOD_IDLE_MB = 112  # istiod, idle, on the same kind of machine


def resident_mb(pid):
    with open(f"/proc/{pid}/status") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(files, host, *options):
    with gateway.Gateway(files, *options) as running:
        running.await_status(host, 200)
        time.sleep(10)
        return resident_mb(running.process.pid)


def main():
    gateway.build()
    example = {path.name: path.read_text() for path in (gateway.ROOT / "examples" / "my-app").glob("*.yaml")}
    thousand = {"gateway.yaml": gateway.GATEWAY}
    thousand |= {f"vs{i}.yaml": gateway.VIRTUAL_SERVICE % {"index": i, "revision": 0} for i in range(1000)}
    print(f"| configuration | resident MB | as a multiple of istiod's {ISTIOD_IDLE_MB} |")
    print("|---|---|---|")
    for name, files, host, options in (
            ("examples/my-app --dev", example, "myapp.example.com", ["--dev"]),
            ("1,000 VirtualServices", thousand, "host0.example.com", [])):
        megabytes = measure(files, host, *options)
        print(f"| {name} | {megabytes:.0f} | {megabytes / ISTIOD_IDLE_MB:.2f} |", flush=True)


main()
