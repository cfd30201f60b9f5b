#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`gatehouse run examples/my-app --dev`, built and with Envoy cached, until the first 200."""
import sys

import gateway


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    gateway.build()
    files = {path.name: path.read_text() for path in (gateway.ROOT / "examples" / "my-app").glob("*.yaml")}
    seconds = []
    for _ in range(runs):
        with gateway.Gateway(files, "--dev") as running:
            seconds.append(running.await_status("myapp.example.com", 200))
    java = gateway.java_seconds()
    p50 = gateway.percentile(seconds, 0.5)
    print("| runs | min s | p50 s | max s | `java -version` s | p50 as a multiple of it |")
    print("|---|---|---|---|---|---|")
    print(f"| {runs} | {min(seconds):.2f} | {p50:.2f} | {max(seconds):.2f} | {java:.2f} | {p50 / java:.1f} |")


main()
