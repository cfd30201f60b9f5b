#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the descriptors of Envoy's API, as of one release, to the resources of this module.

    envoy/descriptors/make.py v1.40.0

Java's generated classes of the API lag behind Envoy; Go's do not, and carry the compiled form of
each .proto file as a string. This takes these strings from the modules that Go's proxy serves and
writes one FileDescriptorSet of all that Envoy can be configured with. Needs `go`.
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

API = "github.com/envoyproxy/go-control-plane/envoy"
OUT = pathlib.Path(__file__).parent.parent / "src/main/resources/io/gatehouse/envoy/envoy-api.gz"
ROOTS = re.compile(r"^(envoy/(config|extensions|data|type)/|xds/type/|udpa/type/)")
RAW = re.compile(r'(?:const|var) file_\w+_rawDesc = ((?:"(?:[^"\\]|\\.)*"(?:\s*\+\s*)?)+)')
OLD = re.compile(r"var file_\w+_rawDesc = (?:string\()?\[\]byte\{([^}]*)\}")
PART = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{3}|.)")
SIMPLE = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, '"': 34, "'": 39}


def module(path, version):
    """Where Go has put the module."""
    found = subprocess.run(
        ["go", "mod", "download", "-json", path + "@" + version],
        check=True, stdout=subprocess.PIPE, cwd=tempfile.gettempdir())
    return pathlib.Path(json.loads(found.stdout)["Dir"])


def required(directory):
    """The modules that it needs, with their versions."""
    text = (directory / "go.mod").read_text()
    return re.findall(r"^\s+(\S+) (v\S+)", text, re.MULTILINE)


def unquote(text):
    out = bytearray()
    end = 0
    for escape in ESCAPE.finditer(text):
        out += text[end:escape.start()].encode()
        body = escape.group(1)
        if body[0] == "x":
            out.append(int(body[1:], 16))
        elif body[0] == "u":
            out += chr(int(body[1:], 16)).encode()
        elif len(body) == 3:
            out.append(int(body, 8))
        else:
            out.append(SIMPLE[body])
        end = escape.end()
    return bytes(out + text[end:].encode())


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def strings(data, number):
    """The strings of one field of a message whose top level is all that counts."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            _, at = varint(data, at)
            continue
        size, at = varint(data, at)
        if tag >> 3 == number:
            yield data[at:at + size].decode()
        at += size


def descriptor(source):
    """What generated Go carries, in either of the forms that its generators have had."""
    raw = RAW.search(source)
    if raw:
        return b"".join(unquote(part) for part in PART.findall(raw.group(1)))
    old = OLD.search(source)
    return bytes(int(byte, 16) for byte in re.findall(r"0x([0-9a-f]{2})", old.group(1))) if old else b""


def encode(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def main(version):
    api = module(API, version)
    files = {}
    for directory in [api] + [module(*needed) for needed in required(api)]:
        for path in sorted(directory.rglob("*.pb.go")):
            data = descriptor(path.read_text())
            if data:
                files.setdefault(next(strings(data, 1)), data)
    ordered = {}

    def add(name):
        if name in ordered or name.startswith("google/protobuf/"):
            return
        for needed in strings(files[name], 3):
            add(needed)
        ordered[name] = files[name]

    for name in sorted(files):
        if ROOTS.match(name) and "/v2" not in name:
            add(name)
    whole = b"".join(b"\x0a" + encode(len(data)) + data for data in ordered.values())
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(whole, 9, mtime=0))
    print(f"{len(ordered)} files, {len(whole)} bytes, {OUT.stat().st_size} compressed: {OUT}")


main(sys.argv[1])
