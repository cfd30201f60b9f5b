#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the control plane uses while endpoints flap, with 5,000 services and as many VirtualServices.

The endpoints of one service after the other change every 2 s, the route of one host after the other every 1 s, for
60 s, beside as long a time without changes. Allocated on the heap, seconds of processors of /proc/PID/stat."""
import sys
import time

import gateway
import usage

SERVICES, WARM_UP = 5_000, 20

FORWARD = """\
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: vs%(index)d}
spec:
  hosts: [host%(index)d.example.com]
  gateways: [gw]
  http:
  - match: [{uri: {exact: /revision}}]
    directResponse: {status: 200, body: {string: "revision %(revision)d."}}
  - route: [{destination: {host: svc%(index)d}}]
"""


def files():
    for index in range(SERVICES):
        yield f"vs{index}.yaml", FORWARD % {"index": index, "revision": 0}
        yield f"svc{index}.yaml", gateway.service(f"svc{index}")
        yield f"endpoints{index}.yaml", gateway.endpoints(f"svc{index}", "10.1.0.1", 8080)


def flap(running, seconds, changes):
    for second in range(seconds):
        index = second * 101 % SERVICES
        if changes:
            gateway.write(running.directory, f"vs{index}.yaml", FORWARD % {"index": index, "revision": second + 1})
        if changes and second % 2 == 0:
            gateway.write(
                running.directory, f"endpoints{index}.yaml",
                gateway.endpoints(f"svc{index}", f"10.1.0.{second % 200 + 2}", 8080))
        time.sleep(1)


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    gateway.build()
    with usage.MeteredGateway({"gateway.yaml": gateway.GATEWAY} | dict(files())) as running:
        running.await_ready()
        flap(running, WARM_UP, True)
        gateway.print_head("services + VirtualServices", "changes", "seconds", "allocated MB/s", "cores", "cores of Envoy")
        for changes in (False, True):
            start = running.usage()
            flap(running, seconds, changes)
            used = running.usage().since(start)
            gateway.print_row(
                SERVICES, "flapping" if changes else "none", seconds,
                f"{used.allocated_kb / 1024 / used.seconds:.2f}", f"{used.control_plane / used.seconds:.3f}",
                f"{used.envoy / used.seconds:.3f}")


main()
