# SPDX-License-Identifier: Apache-2.0
"""A gatehouse that runs for a benchmark, and the requests that measure it. Standard library only."""
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import process

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAUNCHER = ROOT / "gatehouse"

GATEWAY = """\
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gw}
spec:
  selector: {istio: ingressgateway}
  servers:
  - port: {number: 80, name: http, protocol: HTTP}
    hosts: ["*"]
"""

VIRTUAL_SERVICE = """\
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: vs%(index)d}
spec:
  hosts: [host%(index)d.example.com]
  gateways: [gw]
  http:
  - directResponse: {status: 200, body: {string: "revision %(revision)d."}}
"""

SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: %s}
spec: {ports: [{name: http, port: 80}]}
"""

ENDPOINTS = """\
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: %(service)s-1, labels: {kubernetes.io/service-name: %(service)s}}
addressType: IPv4
ports: [{name: http, port: %(port)d}]
endpoints: [{addresses: [%(address)s]}]
"""

QUANTILES = "p50 ms", "p90 ms", "p99 ms", "longest ms"


def service(name):
    return SERVICE % name


def endpoints(service, address, port):
    return ENDPOINTS % {"service": service, "address": address, "port": port}


def virtual_services(indices, revision=0):
    return "---\n".join(VIRTUAL_SERVICE % {"index": index, "revision": revision} for index in indices)


def host(index):
    return f"host{index}.example.com"


def hosts(count, per_file=1):
    """Files by name, the Gateway's and some of VirtualServices; `vs7.yaml` begins with the one of number 7."""
    return {"gateway.yaml": GATEWAY} | {
        f"vs{first}.yaml": virtual_services(range(first, min(first + per_file, count)))
        for first in range(0, count, per_file)}


def example():
    return {path.name: path.read_text() for path in (ROOT / "examples" / "my-app").glob("*.yaml")}


def free_port():
    """Not one that a connection may be given before it is used."""
    while True:
        port = random.randrange(10_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def write(directory, name, text):
    """As editors and `kubectl cp` do: a hidden temporary file, then a rename."""
    temporary = directory / ("." + name)
    temporary.write_text(text)
    temporary.rename(directory / name)


class Client:
    """One keep-alive connection, read in a tight loop."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, host, path="/"):
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.receive()
        head, body = head.split(b"\r\n\r\n", 1)
        lines = head.decode().lower().split("\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)
        while len(body) < length:
            body += self.receive()
        return int(lines[0].split()[1]), body.decode()

    def milliseconds_until(self, expected, host, path="/", start=None, pause=0.0):
        """Since the start, until the answer is this one."""
        start = start or time.perf_counter()
        while self.get(host, path)[1] != expected:
            if time.perf_counter() - start > 30:
                raise SystemExit(f"{host}{path} did not answer {expected!r} within 30 s")
            time.sleep(pause)
        return (time.perf_counter() - start) * 1000

    def receive(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the gateway closed the connection")
        return data


class Gateway:
    """`gatehouse run` on a directory of its own."""

    def __init__(self, files, *options, java_options=""):
        self.directory = pathlib.Path(temporary())
        for name, text in files.items():
            write(self.directory, name, text)
        self.port, self.https_port = free_port(), free_port()
        self.admin = f"127.0.0.1:{free_port()}"
        self.output = tempfile.TemporaryFile()
        ports = f"80={self.port},443={self.https_port}"
        self.command = [LAUNCHER, "run", self.directory, "--ports", ports, "--admin", self.admin, *options]
        self.environment = os.environ | {"GATEHOUSE_JAVA_OPTIONS": java_options}
        self.start()

    def start(self):
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            self.command, stdout=self.output, stderr=subprocess.STDOUT, env=self.environment)
        self.pid = self.process.pid

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def await_status(self, host, status, seconds=120):
        """Seconds from the start until the host answers so."""
        return self.await_answer(self.port, host, "/", status, seconds, 0.002)

    def await_ready(self, seconds=300):
        """Seconds from the start until Envoy has acknowledged everything."""
        return self.await_answer(int(self.admin.split(":")[1]), self.admin, "/readyz", 200, seconds, 0.02)

    def await_answer(self, port, host, path, status, seconds, pause):
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            if self.process.poll() is not None:
                self.output.seek(0)
                raise SystemExit("gatehouse ended:\n" + self.output.read().decode())
            try:
                if Client(port).get(host, path)[0] == status:
                    return time.perf_counter() - self.started
            except OSError:
                pass
            time.sleep(pause)
        raise SystemExit(f"{host}{path} did not answer {status} within {seconds} s")

    @property
    def envoy(self):
        """The process of its Envoy."""
        return process.child(self.pid, "envoy")

    def xds_bytes(self):
        """What Envoy has received from the control plane."""
        command = pathlib.Path(f"/proc/{self.envoy}/cmdline").read_text()
        connection = http.client.HTTPConnection("envoy")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(re.search(r'path: "([^"]+)"', command)[1])
        connection.request("GET", "/stats?filter=^cluster.xds-grpc.upstream_cx_rx_bytes_total$")
        return int(connection.getresponse().read().split()[-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.directory)


def build(command="run"):
    """So that no measurement includes it, nor what is prepared for the command's first start."""
    subprocess.run([LAUNCHER, command, "--help"], check=True, stdout=subprocess.DEVNULL)


def envoy():
    """The binary that gatehouse fetched."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    found = sorted((cache / "gatehouse" / "envoy").glob("*/*/envoy"))
    return os.environ.get("GATEHOUSE_ENVOY") or found[-1]


def temporary():
    return tempfile.mkdtemp(prefix="gatehouse-bench-")


def java_seconds():
    """What an empty JVM costs on this machine, as a measure for the rest."""
    with Gateway({"gateway.yaml": GATEWAY}) as running:
        running.await_ready()
        java = process.java_tool(running.pid, "java")
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([java, "-version"], stderr=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[2]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def quantiles(milliseconds):
    return [f"{percentile(milliseconds, share):.1f}" for share in (0.5, 0.9, 0.99, 1)]


def print_load():
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)


def print_head(*columns):
    print_load()
    print_row(*columns)
    print_row(*["---"] * len(columns))


def print_row(*columns):
    print("| " + " | ".join(map(str, columns)) + " |", flush=True)
