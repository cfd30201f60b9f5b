#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Requests through one worker of Envoy whose route table is delivered whole, beside one delivered host by host.

Both serve the same 1,000 hosts and 1,000 wildcards with direct responses, and take turns in short rounds, so that
noise of the machine meets both; ratios are medians of those of two rounds side by side. 8 connections ask again as
soon as they are answered; the clock runs from sending a request until its answer has been read. What Envoy's processor
took for a request depends least on the machine.

With --bare no gatehouse takes part: Envoy has the least configuration that serves these hosts in each way."""
import contextlib
import pathlib
import statistics
import sys

import bare
import gateway
import load
import process

HOSTS, CONNECTIONS, SECONDS = 1_000, 8, 1
EXACT, WILDCARD = "host%d.example.com", "any.wild%d.example.com"


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


def gateways(stack):
    """What is compared: a name, the hosts that are asked, and who serves them whole and scoped. And a gatehouse."""
    gateway.build()
    envoy = one_worker()
    whole, scoped = (
        stack.enter_context(gateway.Gateway(files(), "--envoy", envoy, "--scoped-routes-from", str(hosts)))
        for hosts in (1_000_000, 1))
    for running in whole, scoped:
        running.await_ready()
    return [("exact", EXACT, whole, scoped), ("wildcard", WILDCARD, whole, scoped)], whole.pid


def bare_envoys(stack):
    hosts = [[pattern % index for index in range(HOSTS)] for pattern in (EXACT, WILDCARD.replace("any", "*"))]
    whole, by_host, by_header = (
        stack.enter_context(bare.Bare(*form(*hosts))) for form in (
            bare.whole, bare.scoped_by_host, bare.scoped_by_header))
    for running in whole, by_host, by_header:
        running.await_status(EXACT % 0)
    return [("exact, by itself", EXACT, whole, by_host), ("exact, by a header", EXACT, whole, by_header),
            ("wildcard, by a header", WILDCARD, whole, by_header)], None


def measure(running, sender, pattern):
    """Requests a second, milliseconds of 99 % of them, and Envoy's microseconds for one."""
    before = process.processor_seconds(running.envoy)
    latencies = [latency for latency, _ in sender.send(
        running.port, HOSTS, pattern, connections=CONNECTIONS, seconds=SECONDS)]
    used = process.processor_seconds(running.envoy) - before
    return len(latencies) / SECONDS, gateway.percentile(latencies, 0.99), used / len(latencies) * 1e6


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--bare"]
    rounds = int(arguments[0]) if arguments else 30
    with contextlib.ExitStack() as stack:
        compared, gatehouse = (bare_envoys if "--bare" in sys.argv else gateways)(stack)
        gateway.print_head(
            "host", "rounds each", *(f"{form}: {what}" for form in ("whole", "scoped") for what in (
                "requests/s", "p99 ms", "Envoy µs each")), "scoped / whole: requests/s", "p99", "Envoy µs")
        sender = stack.enter_context(load.Load(gatehouse))
        for name, pattern, *forms in compared:
            for running in forms:
                measure(running, sender, pattern)  # warms up
            figures = [[measure(running, sender, pattern) for running in forms] for _ in range(rounds)]
            medians = [[statistics.median(figure) for figure in zip(*form)] for form in zip(*figures)]
            ratios = [[after / before for before, after in zip(*neighbours)] for neighbours in figures]
            gateway.print_row(
                name, rounds, *(f"{value:.{digits}f}" for form in medians for value, digits in zip(form, (0, 2, 1))),
                *(f"{statistics.median(ratio):.2f}" for ratio in zip(*ratios)))


main()
