#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`gatehouse serve` on a real API server (conformance/cluster): a change by PATCH until Envoy serves it, start, memory.

The clock of a change runs from sending the PATCH, on an open connection, until the first answer that shows it. The
first argument is how many changes of each size, others are the sizes, in order: 100,000 take a quarter of an hour."""
import json
import os
import pathlib
import subprocess
import sys
import time

import apiserver
import gateway
import process

NAME = "benchmark"
CLUSTER = gateway.ROOT / "conformance" / "cluster"
ADMIN = "127.0.0.1:15014"
STARTS = 3
SIZES = 1, 1_000, 10_000, 100_000
STARTED = 1, 10_000  # sizes of which starts and memory are measured
SERVICES = 5_000  # at most

SETUP = """
{apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: istio-ingressgateway, namespace: istio-system}}
---
apiVersion: v1
kind: Service
metadata: {name: istio-ingressgateway, namespace: istio-system}
spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{name: http2, port: 80, targetPort: 8080}]}
---
""" + gateway.GATEWAY


def sh(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


class Serve:
    """`gatehouse serve`, and how long it took until it had read and computed everything."""

    def __init__(self):
        self.output = open("serve.log", "w")
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [gateway.LAUNCHER, "serve", "--admin", ADMIN, "--kubeconfig", os.environ["KUBECONFIG"]],
            stdout=self.output, stderr=subprocess.STDOUT)
        while True:
            if self.process.poll() is not None:
                raise SystemExit("gatehouse ended:\n" + pathlib.Path("serve.log").read_text())
            try:
                if gateway.Client(15014).get(ADMIN, "/readyz")[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.005)
        self.seconds = time.perf_counter() - start
        self.processor_seconds = process.processor_seconds(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Envoy:
    """An Envoy run by hand."""

    def __init__(self):
        pathlib.Path("ca.pem").write_text(sh(
            "kubectl", "get", "configmap", "gatehouse-ca-root-cert", "-n", "istio-system",
            "-o", "jsonpath={.data.root-cert\\.pem}"))
        pathlib.Path("token").write_text(sh(
            "kubectl", "create", "token", "istio-ingressgateway", "-n", "istio-system", "--audience=istio-ca"))
        pathlib.Path("envoy.json").write_text(sh(
            gateway.LAUNCHER, "bootstrap", "--pod-name", "edge", "-n", "istio-system", "--pod-ip", "10.244.0.10",
            "--service-account", "istio-ingressgateway", "--label", "istio=ingressgateway",
            "--discovery", "127.0.0.1:15012", "--server-name", "gatehouse.istio-system.svc",
            "--ca", "ca.pem", "--token", "token", "--files", "."))
        self.process = subprocess.Popen(
            [gateway.envoy(), "-c", "envoy.json", "--concurrency", "1", "--disable-hot-restart", "-l", "error"],
            stderr=open("envoy.log", "w"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def virtual_service(index):
    return {
        "apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {"name": f"vs{index}"},
        "spec": {"hosts": [f"host{index}.example.com"], "gateways": ["gw"], "http": [
            {"match": [{"uri": {"exact": "/revision"}}],
             "directResponse": {"status": 200, "body": {"string": "revision 0."}}},
            {"route": [{"destination": {"host": f"svc{index % SERVICES}"}}]}]}}


def service(index):
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": f"svc{index}"},
            "spec": {"ports": [{"name": "http", "port": 80}]}}


def grow(first, last):
    """VirtualServices with these numbers, and Services for them."""
    apiserver.create(map(service, range(first, min(last, SERVICES))))
    apiserver.create(map(virtual_service, range(first, last)))


def await_host(index):
    deadline = time.perf_counter() + 300
    while time.perf_counter() < deadline:
        try:
            if gateway.Client(8080).get(f"host{index}.example.com", "/revision")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.01)
    raise SystemExit(f"host{index} is not served")


def changes(hosts, count):
    """Milliseconds until served, and until the API server has answered, for each change."""
    target = hosts // 2
    host, path = f"host{target}.example.com", f"/apis/networking.istio.io/v1/namespaces/default/virtualservices/vs{target}"
    await_host(target)
    api, client, http = apiserver.Connection(), gateway.Client(8080), virtual_service(target)["spec"]["http"]
    served, written = [], []
    for revision in range(1, count + 1):
        expected = f"revision {revision}."
        http[0]["directResponse"]["body"]["string"] = expected
        start = time.perf_counter()
        api.send("PATCH", path, {"spec": {"http": http}}, "application/merge-patch+json")
        # The pause leaves the processor to those who are at work.
        served.append(client.milliseconds_until(expected, host, "/revision", start, 0.0003))
        api.receive()
        time.sleep(0.02)
        # The same again, to nobody's interest, for what the API server alone takes.
        start = time.perf_counter()
        api.send("PATCH", path, {"metadata": {"labels": {"revision": str(revision)}}}, "application/merge-patch+json")
        api.receive()
        written.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return served[count // 10:], written[count // 10:]  # the first ones warm the JVM up


def kubectl_seconds():
    """What kubectl takes for a patch, from its start to its end."""
    times = []
    for revision in range(5):
        start = time.perf_counter()
        sh("kubectl", "patch", "virtualservice", "vs0", "--type=merge", "-p",
           json.dumps({"metadata": {"labels": {"by": f"kubectl-{revision}"}}}))
        times.append(time.perf_counter() - start)
    return sorted(times)[2]


def memory(pid):
    """Resident megabytes, then megabytes of the heap that are live."""
    return process.resident_mb(pid), process.live_heap_mb(pid)


def starts():
    """Seconds until serving, and of them those of processors, of several starts."""
    seconds = []
    for _ in range(STARTS):
        with Serve() as serve:
            seconds.append((serve.seconds, serve.processor_seconds))
    return [", ".join(f"{value:.1f}" for value in column) for column in zip(*seconds)]


def change_row(serve, envoy, hosts, count):
    before = [process.processor_seconds(each.process.pid) for each in (serve, envoy)]
    served, written = changes(hosts, count)
    used = [process.processor_seconds(each.process.pid) - then for each, then in zip((serve, envoy), before)]
    return (f"| {hosts} | {len(served)} "
            + "".join(f"| {gateway.percentile(served, share):.1f} " for share in (0.5, 0.9, 0.99))
            + f"| {gateway.percentile(written, 0.5):.1f} | {used[0] / count * 1000:.0f}, {used[1] / count * 1000:.0f} |")


def measure(count, sizes):
    sh("kubectl", "apply", "--server-side", "-f", "-", input=SETUP)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    print("\n| VirtualServices | changes | p50 ms | p90 ms | p99 ms | API server alone p50 ms | processor ms each: Gatehouse, Envoy |\n|---|---|---|---|---|---|---|")
    start_rows, known = [], 0
    for hosts in sizes:
        grow(known, hosts)
        known = hosts
        columns = starts() if hosts in STARTED else []
        with Serve() as serve, Envoy() as envoy:
            await_host(hosts - 1)
            time.sleep(10)
            if columns:
                resident, live = memory(serve.process.pid)
                start_rows.append(f"| {hosts} | {' | '.join(columns)} | {resident:.0f} | {live:.0f} |")
            print(change_row(serve, envoy, hosts, count), flush=True)
    print(f"\nkubectl patch, from its start to its end: {kubectl_seconds() * 1000:.0f} ms")
    print("\n| VirtualServices | start until serving, s | of processors, s | resident MB | live heap MB |\n|---|---|---|---|---|")
    print("\n".join(start_rows))
    print(f"\nload {os.getloadavg()[0]:.1f}")


def main():
    if sys.argv[1:2] == ["--inside"]:
        os.chdir(sys.argv[2])
        measure(int(sys.argv[3]), [int(size) for size in sys.argv[4:]])
        return
    count = sys.argv[1] if len(sys.argv) > 1 else "200"
    sizes = sys.argv[2:] or map(str, SIZES)
    gateway.build("serve")
    subprocess.run([CLUSTER, "build"], check=True)
    with subprocess.Popen([CLUSTER, "up", "--foreground", "--name", NAME],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as cluster:
        ready = cluster.stdout.readline()
        if not ready:
            raise SystemExit("no cluster")
        crds = sh(CLUSTER, "crds", "istio")
        sh(CLUSTER, "kubectl", "--name", NAME, "apply", "--server-side", "-f", "-", input=crds)
        subprocess.run([CLUSTER, "exec", "--name", NAME, sys.executable, os.path.abspath(__file__), "--inside",
                        gateway.temporary(), count, *sizes], check=True)
        cluster.stdin.close()


main()
