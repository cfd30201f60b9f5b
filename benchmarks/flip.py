#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The endpoint of a service moves from one backend to another → a request is answered by the other.

The clock runs from the rename of the changed EndpointSlice until the first answer of the backend it now names, on a
connection that asks again 0.3 ms after each answer. Both backends are in this process."""
import socket
import sys
import threading
import time

import gateway

VIRTUAL_SERVICE = """\
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web}
spec: {hosts: [web.example.com], gateways: [gw], http: [{route: [{destination: {host: web}}]}]}
"""


class Backend:
    """Answers its name to all requests."""

    def __init__(self, name):
        self.name = name
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.slice = gateway.endpoints("web", *self.listener.getsockname())
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while connection.recv(65536):  # a request without a body, in one piece
            connection.sendall(f"HTTP/1.1 200 OK\r\ncontent-length: {len(self.name)}\r\n\r\n{self.name}".encode())


def main():
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    gateway.build()
    backends = Backend("a"), Backend("b")
    files = {"gateway.yaml": gateway.GATEWAY, "web.yaml": VIRTUAL_SERVICE, "service.yaml": gateway.service("web"),
             "endpoints.yaml": backends[0].slice}
    latencies = []
    with gateway.Gateway(files) as running:
        running.await_status("web.example.com", 200)
        client = gateway.Client(running.port)
        gateway.print_load()
        for flip in range(1, flips + flips // 10 + 1):
            backend = backends[flip % 2]
            start = time.perf_counter()
            gateway.write(running.directory, "endpoints.yaml", backend.slice)
            latencies.append(client.milliseconds_until(backend.name, "web.example.com", start=start, pause=0.0003))
            time.sleep(0.02)
    latencies = latencies[flips // 10:]  # the first ones warm the JVM up
    gateway.print_head("flips", *gateway.QUANTILES)
    gateway.print_row(len(latencies), *gateway.quantiles(latencies))


main()
