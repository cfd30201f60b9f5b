# SPDX-License-Identifier: Apache-2.0
"""A gatehouse that runs for a benchmark, and the requests that measure it. Standard library only."""
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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

    def receive(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the gateway closed the connection")
        return data


class Gateway:
    """`gatehouse run` on a directory of its own."""

    def __init__(self, files, *options):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="gatehouse-bench-"))
        for name, text in files.items():
            write(self.directory, name, text)
        self.port = free_port()
        self.output = tempfile.TemporaryFile()
        command = [LAUNCHER, "run", self.directory, "--ports", f"80={self.port}", "--admin", f"127.0.0.1:{free_port()}"]
        self.started = time.perf_counter()
        self.process = subprocess.Popen([*command, *options], stdout=self.output, stderr=subprocess.STDOUT)

    def await_status(self, host, status, seconds=120):
        """Seconds from the start until the host answers so."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            if self.process.poll() is not None:
                self.output.seek(0)
                raise SystemExit("gatehouse ended:\n" + self.output.read().decode())
            try:
                if Client(self.port).get(host)[0] == status:
                    return time.perf_counter() - self.started
            except OSError:
                time.sleep(0.002)
        raise SystemExit(f"{host} did not answer {status} within {seconds} s")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def build():
    """So that no measurement includes it."""
    subprocess.run([LAUNCHER, "version"], check=True, stdout=subprocess.DEVNULL)


def envoy():
    """The binary that gatehouse fetched."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    found = sorted((cache / "gatehouse" / "envoy").glob("*/*/envoy"))
    return os.environ.get("GATEHOUSE_ENVOY") or found[-1]


def temporary():
    return tempfile.mkdtemp(prefix="gatehouse-bench-")


def java_seconds():
    """What an empty JVM costs on this machine, as a measure for the rest."""
    home = subprocess.run([LAUNCHER, "--java-home"], capture_output=True, text=True).stdout.strip()
    java = os.path.join(home, "bin", "java") if home else "java"
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([java, "-version"], stderr=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[2]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
