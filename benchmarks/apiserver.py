# SPDX-License-Identifier: Apache-2.0
"""The API server that KUBECONFIG names, over connections that stay open. Standard library only."""
import base64
import concurrent.futures
import functools
import http.client
import json
import ssl
import subprocess
import tempfile
import threading
import urllib.parse

PLURALS = {"VirtualService": "virtualservices", "Service": "services"}


@functools.cache
def place():
    """Host, port and what is needed for TLS."""
    config = json.loads(subprocess.run(
        ["kubectl", "config", "view", "--raw", "-o", "json"], check=True, capture_output=True).stdout)
    cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
    address = urllib.parse.urlsplit(cluster["server"])
    context = ssl.create_default_context(cafile=file(cluster, "certificate-authority"))
    context.load_cert_chain(file(user, "client-certificate"), file(user, "client-key"))
    return address.hostname, address.port, context


def file(part, name):
    if name in part:
        return part[name]
    with tempfile.NamedTemporaryFile(delete=False) as written:
        written.write(base64.b64decode(part[name + "-data"]))
    return written.name


class Connection:
    def __init__(self):
        host, port, context = place()
        self.http = http.client.HTTPSConnection(host, port, context=context)

    def send(self, method, path, tree, media_type="application/json"):
        self.http.request(method, path, json.dumps(tree), {"content-type": media_type})

    def receive(self):
        response = self.http.getresponse()
        body = response.read()
        if response.status >= 300:
            raise SystemExit(f"the API server answers {response.status}: {body.decode()}")


def create(objects):
    """All of them, several at once."""
    mine = threading.local()

    def one(tree):
        if not hasattr(mine, "connection"):
            mine.connection = Connection()
        version = tree["apiVersion"]
        root = "apis" if "/" in version else "api"
        mine.connection.send("POST", f"/{root}/{version}/namespaces/default/{PLURALS[tree['kind']]}", tree)
        mine.connection.receive()

    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        for _ in threads.map(one, objects):
            pass
