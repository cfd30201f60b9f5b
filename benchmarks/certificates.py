#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many HTTPS hosts, each with a Gateway, a Secret and a VirtualService: what a change of one takes. Needs openssl.

From 200 on (or the number that is the second argument) proxies ask for certificates by name.

The clock runs from the rename of the file until the first TLS connection, opened for the purpose, that shows the
change: a new host is answered, the rotated certificate is shown, the changed route is answered. A connection of
another host is kept open all the while, and the last column says whether it still is."""
import base64
import pathlib
import socket
import ssl
import subprocess
import sys
import tempfile
import time

import gateway
import process

SIZES, PER_FILE = (100, 1_000, 10_000), 1_000

SERVER = """\
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gw%(index)d}
spec:
  selector: {istio: ingressgateway}
  servers:
  - port: {number: 443, name: https, protocol: HTTPS}
    hosts: [host%(index)d.example.com]
    tls: {mode: SIMPLE, credentialName: cert%(index)d}
---
"""

SECRET = """\
apiVersion: v1
kind: Secret
metadata: {name: cert%d}
type: kubernetes.io/tls
data: {tls.crt: %s, tls.key: %s}
"""


def certificate():
    with tempfile.TemporaryDirectory() as directory:
        key, chain = pathlib.Path(directory, "key"), pathlib.Path(directory, "chain")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-keyout", key, "-out", chain, "-days", "400", "-subj", "/CN=benchmark",
             "-addext", "subjectAltName=DNS:*.example.com"], check=True, stderr=subprocess.DEVNULL)
        return tuple(base64.b64encode(file.read_bytes()).decode() for file in (chain, key))


def server(index, revision=0):
    routes = gateway.VIRTUAL_SERVICE % {"index": index, "revision": revision}
    return SERVER % {"index": index} + routes.replace("[gw]", f"[gw{index}]")


class TlsClient(gateway.Client):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def __init__(self, port, host):
        plain = socket.create_connection(("127.0.0.1", port), timeout=30)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = self.context.wrap_socket(plain, server_hostname=host)


def seen(running, host):
    """The certificate that a new connection is shown, and the answer on it."""
    try:
        client = TlsClient(running.https_port, host)
        with client.socket:
            return client.socket.getpeercert(True), client.get(host)[1]
    except OSError:
        return None, None


def milliseconds_until(condition):
    start = time.perf_counter()
    while not condition():
        if time.perf_counter() - start > 60:
            raise SystemExit("no change within 60 s")
    return (time.perf_counter() - start) * 1000


def measure(hosts, changes, by_name_from):
    pairs = certificate(), certificate()
    texts = [server(i) + "---\n" + SECRET % (i, *pairs[0]) for i in range(1, hosts)]
    files = {f"hosts{i}.yaml": "---\n".join(texts[i:i + PER_FILE]) for i in range(0, len(texts), PER_FILE)}
    files |= {"host.yaml": server(0), "secret.yaml": SECRET % (0, *pairs[0])}
    with gateway.Gateway(files, "--certificates-by-name-from", str(by_name_from)) as running:
        host, new, rotated, changed = gateway.host(0), [], [], []
        running.await_ready()
        milliseconds_until(lambda: seen(running, host)[1])
        started = time.perf_counter() - running.started
        kept = TlsClient(running.https_port, gateway.host(1))
        for i in range(changes):
            index = hosts + i
            gateway.write(running.directory, f"new{i}.yaml", server(index) + "---\n" + SECRET % (index, *pairs[0]))
            new.append(milliseconds_until(lambda: seen(running, gateway.host(index))[1]))
            before = seen(running, host)[0]
            gateway.write(running.directory, "secret.yaml", SECRET % (0, *pairs[(i + 1) % 2]))
            rotated.append(milliseconds_until(lambda: seen(running, host)[0] not in (before, None)))
            gateway.write(running.directory, "host.yaml", server(0, i + 1))
            changed.append(milliseconds_until(lambda: seen(running, host)[1] == f"revision {i + 1}."))
        intact = kept.get(gateway.host(1))[0] == 200
        p50, p90 = ([f"{gateway.percentile(v, q):.0f}" for v in (new, rotated, changed)] for q in (0.5, 0.9))
        gateway.print_row(
            f"{hosts:,}", f"{started:.1f}", *(", ".join(pair) for pair in zip(p50, p90)),
            f"{process.resident_mb(running.pid):.0f}, {process.resident_mb(running.envoy):.0f}",
            "yes" if intact else "no")


def main():
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    by_name_from = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    gateway.build()
    gateway.print_head(
        "HTTPS hosts", "start s", "new host p50, p90 ms", "rotated certificate ms", "changed route ms",
        "resident MB: Gatehouse, Envoy", "connection kept")
    for hosts in SIZES:
        measure(hosts, changes, by_name_from)


main()
