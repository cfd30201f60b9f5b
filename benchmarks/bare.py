# SPDX-License-Identifier: Apache-2.0
"""Envoy without a control plane, with as little configuration as serves hosts whole, and as little as serves them by
scoped routes. What these differ in, nothing that is put around them can take away. Standard library only."""
import json
import pathlib
import shutil
import signal
import subprocess
import time

import gateway

TYPES = "type.googleapis.com/envoy."
SCOPE = "x-scope"
MANAGER = "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"


def typed(name, kind, **config):
    return {"name": name, "typed_config": {"@type": TYPES + kind, **config}}


def routes(name, domains):
    return {"name": name, "virtual_hosts": [
        {"name": domain, "domains": [domain], "routes": [
            {"match": {"prefix": "/"}, "direct_response": {"status": 200, "body": {"inline_string": "revision 0."}}}]}
        for domain in domains]}


def overwrite(value):
    return [{"append": {"header": {"key": SCOPE, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}}]


def whole(exact, wildcards):
    return {"route_config": routes("whole", exact + wildcards)}, []


def scoped(header, exact, wildcards, **of_host):
    scopes = [
        {"@type": TYPES + "config.route.v3.ScopedRouteConfiguration", "name": name,
         "key": {"fragments": [{"string_key": name}]}, "route_configuration": routes(name, domains) | more}
        for name, domains, more in [*((host, [host], of_host) for host in exact), ("*", wildcards, {})]]
    key = {"name": header, "element_separator": ":", "index": 0}
    source = {"path_config_source": {"path": "./scopes.json"}, "resource_api_version": "V3"}
    return {"scoped_routes": {
        "name": "scopes", "scope_key_builder": {"fragments": [{"header_value_extractor": key}]},
        "scoped_rds": {"scoped_rds_config_source": source}}}, scopes


def scoped_by_host(exact, wildcards):
    """Wildcards are not found by it."""
    return scoped(":authority", exact, wildcards)


def scoped_by_header(exact, wildcards):
    """A host that is not found is looked up once more, by filters that all other requests switch off."""
    again = [
        typed("scope", "extensions.filters.http.header_mutation.v3.HeaderMutation",
              mutations={"request_mutations": overwrite("*")}),
        typed("again", "extensions.filters.http.set_filter_state.v3.Config", clear_route_cache=True,
              on_request_headers=[{"object_key": "again", "factory_key": "envoy.string",
                                   "format_string": {"text_format_source": {"inline_string": "-"}}}])]
    off = {"@type": TYPES + "config.route.v3.FilterConfig", "disabled": True}
    manager, scopes = scoped(SCOPE, exact, wildcards, typed_per_filter_config={"wildcards": off})
    mutation = typed("scope", "extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation",
                     mutations=overwrite("%REQ(:AUTHORITY)%"))
    filters = [typed("wildcards", "extensions.filters.http.filter_chain.v3.FilterChainConfig",
                     default_filter_chain={"filters": again})]
    return manager | {"early_header_mutation_extensions": [mutation], "http_filters": filters}, scopes


class Bare:
    """One worker."""

    def __init__(self, manager, scopes):
        self.directory = pathlib.Path(gateway.temporary())
        self.port = gateway.free_port()
        (self.directory / "scopes.json").write_text(json.dumps({"resources": scopes}))
        filters = manager.get("http_filters", []) + [typed("router", "extensions.filters.http.router.v3.Router")]
        connections = typed("http", MANAGER, **manager | {"stat_prefix": "bare", "http_filters": filters})
        address = {"socket_address": {"address": "127.0.0.1", "port_value": self.port}}
        bootstrap = {
            "node": {"id": "bare", "cluster": "bare"},
            "static_resources": {"listeners": [
                {"name": "bare", "address": address, "filter_chains": [{"filters": [connections]}]}]}}
        (self.directory / "bootstrap.json").write_text(json.dumps(bootstrap))
        self.process = subprocess.Popen(
            [gateway.envoy(), "-c", "bootstrap.json", "--concurrency", "1", "--disable-hot-restart",
             "--log-level", "error"], cwd=self.directory)
        self.envoy = self.process.pid

    def await_status(self, host):
        deadline = time.perf_counter() + 60
        while time.perf_counter() < deadline and self.process.poll() is None:
            try:
                if gateway.Client(self.port).get(host)[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        raise SystemExit(f"{host} is not served by a bare Envoy")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        shutil.rmtree(self.directory)
