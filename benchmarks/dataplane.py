#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Requests through one worker of Envoy whose route table is delivered whole, beside one delivered host by host.

Both serve the same 1,000 hosts and 1,000 wildcards with direct responses, and take turns in short rounds, so that
noise of the machine meets both. 8 connections ask again as soon as they are answered; the clock runs from sending a
request until its answer has been read. What Envoy's processor took for a request depends least on the machine."""
import pathlib
import statistics
import sys

import gateway
import load
import process

HOSTS, CONNECTIONS, SECONDS = 1_000, 8, 4
PATTERNS = {"exact": "host%d.example.com", "wildcard": "any.wild%d.example.com"}
FORMS = {"whole": 1_000_000, "scoped": 1}


def files():
    exact = gateway.virtual_services(range(HOSTS))
    wildcards = exact.replace("[host", "['*.wild").replace(".com]", ".com']").replace("name: vs", "name: wild")
    return {"gateway.yaml": gateway.GATEWAY, "exact.yaml": exact, "wildcards.yaml": wildcards}


def one_worker():
    """An Envoy that has a single worker, for --envoy."""
    script = pathlib.Path(gateway.temporary()) / "envoy"
    script.write_text(f'#!/bin/sh\nexec "{gateway.envoy()}" --concurrency 1 "$@"\n')
    script.chmod(0o755)
    return str(script)


def measure(running, sender, pattern):
    """Requests a second, milliseconds of 99 % of them, and Envoy's microseconds for one."""
    before = process.processor_seconds(running.envoy)
    latencies = [latency for latency, _ in sender.send(
        running.port, HOSTS, pattern, connections=CONNECTIONS, seconds=SECONDS)]
    used = process.processor_seconds(running.envoy) - before
    return len(latencies) / SECONDS, gateway.percentile(latencies, 0.99), used / len(latencies) * 1e6


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    gateway.build()
    envoy = one_worker()
    whole, scoped = (
        gateway.Gateway(files(), "--envoy", envoy, "--scoped-routes-from", str(hosts)) for hosts in FORMS.values())
    with whole, scoped:
        for running in (whole, scoped):
            running.await_ready()
        gateway.print_head(
            "host", "rounds each", *(f"{form}: {what}" for form in FORMS for what in (
                "requests/s", "p99 ms", "Envoy µs each")), "scoped / whole: requests/s", "p99", "Envoy µs")
        with load.Load(whole.pid) as sender:
            for name, pattern in PATTERNS.items():
                for running in (whole, scoped):
                    measure(running, sender, pattern)  # warms up
                figures = [[measure(running, sender, pattern) for running in (whole, scoped)] for _ in range(rounds)]
                medians = [[statistics.median(figure) for figure in zip(*form)] for form in zip(*figures)]
                gateway.print_row(
                    name, rounds, *(f"{value:.{digits}f}" for form in medians for value, digits in zip(form, (0, 2, 1))),
                    *(f"{after / before:.2f}" for before, after in zip(*medians)))


main()
