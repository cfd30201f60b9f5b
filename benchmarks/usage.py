# SPDX-License-Identifier: Apache-2.0
"""What a gatehouse uses up: differences of two readings are what was used in between. Standard library only."""
import pathlib
import re
import time
import typing

import gateway
import process


class Usage(typing.NamedTuple):
    seconds: float  # of the clock
    allocated_kb: float  # on the heap of the control plane
    control_plane: float  # seconds of processors
    envoy: float  # likewise
    xds_bytes: int

    def since(self, earlier):
        return Usage(*(now - then for now, then in zip(self, earlier)))


class MeteredGateway(gateway.Gateway):
    """Allocated is by how much the heap has grown, and what collections have freed of it."""

    def __init__(self, files, *options):
        self.log = pathlib.Path(gateway.temporary()) / "gc.log"
        super().__init__(files, *options, java_options=f"-Xlog:gc+heap=info:file={self.log}:none:filecount=0")

    def usage(self):
        allocated = process.heap_mb(self.pid) * 1024 + self.freed_kb()
        return Usage(
            time.perf_counter(), allocated, process.processor_seconds(self.pid), process.processor_seconds(self.envoy),
            self.xds_bytes())

    def freed_kb(self):
        collections = re.findall(r"(?:DefNew|Tenured): (\d+)K\(\d+K\)->(\d+)K", self.log.read_text())
        return sum(int(before) - int(after) for before, after in collections)
