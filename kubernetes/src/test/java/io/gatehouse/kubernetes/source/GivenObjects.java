// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;

/// Objects as JSON.
final class GivenObjects {
    private static final String ISTIO = "networking.istio.io/v1";

    private GivenObjects() {}

    static ObjectKey key(Kind kind, String namespace, String name) {
        return new ObjectKey(kind, namespace, name);
    }

    static String virtualService(String namespace, String name, String host) {
        return virtualServiceSpec(
                namespace,
                name,
                """
                {"hosts": ["%s"], "gateways": ["gw"], "http": [{"route": [{"destination": {"host": "shop"}}]}]}
                """
                        .formatted(host));
    }

    static String virtualServiceSpec(String namespace, String name, String spec) {
        return object(ISTIO, "VirtualService", namespace, name, "\"spec\": " + spec);
    }

    static String gateway(String namespace, String name, String credentialName) {
        return object(
                ISTIO,
                "Gateway",
                namespace,
                name,
                """
                "spec": {"selector": {"istio": "ingressgateway"}, "servers": [{
                  "port": {"number": 443, "name": "https", "protocol": "HTTPS"},
                  "hosts": ["*"],
                  "tls": {"mode": "SIMPLE", "credentialName": "%s"}}]}
                """
                        .formatted(credentialName));
    }

    static String service(String namespace, String name, int port) {
        return serviceWithStatus(namespace, name, port, "{}");
    }

    static String serviceWithStatus(String namespace, String name, int port, String status) {
        return object(
                "v1",
                "Service",
                namespace,
                name,
                "\"spec\": {\"ports\": [{\"port\": %d}]}, \"status\": %s".formatted(port, status));
    }

    static String httpPolicy(String namespace, String name, String spec) {
        return object("gatehouse.io/v1alpha1", "HttpPolicy", namespace, name, "\"spec\": " + spec);
    }

    static String secret(String namespace, String name, String value) {
        return object(
                "v1",
                "Secret",
                namespace,
                name,
                "\"data\": {\"key\": \"%s\"}".formatted(Bytes.utf8(value).base64()));
    }

    static String configMap(String namespace, String name, String key, String value) {
        return object(
                "v1",
                "ConfigMap",
                namespace,
                name,
                "\"data\": {\"%s\": \"%s\"}".formatted(key, value));
    }

    static String namespace(String name, String labels) {
        return """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s", "labels": %s}}
        """
                .formatted(name, labels);
    }

    private static String object(
            String apiVersion, String kind, String namespace, String name, String rest) {
        return """
        {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "namespace": "%s"}, %s}
        """
                .formatted(apiVersion, kind, name, namespace, rest);
    }
}
