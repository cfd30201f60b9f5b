// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The Telemetry objects of a test, in the gateway's namespace.
final class Observers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LiveGateway gateway;
    private final List<ObjectKey> applied = new ArrayList<>();

    Observers(LiveGateway gateway) {
        this.gateway = gateway;
    }

    /// @param spec in one line
    void apply(String name, String spec) {
        ObjectKey key = new ObjectKey(Kind.TELEMETRY, "istio-system", name);
        applied.remove(key);
        applied.add(key);
        gateway.apply(
                """
                apiVersion: telemetry.istio.io/v1
                kind: Telemetry
                metadata: {name: %s, namespace: istio-system}
                spec: %s
                """
                        .formatted(name, spec));
    }

    void clear() {
        gateway.change(List.of(), List.copyOf(applied));
        applied.clear();
    }

    /// `NAME.example.org`, port 80, at a port of this machine.
    static String entry(String name, String protocol, int port) {
        return Yaml.serviceEntry(name, "{address: 127.0.0.1, ports: {http: %d}}".formatted(port))
                .replace("protocol: HTTP", "protocol: " + protocol);
    }

    /// What is told comes a while after the answer.
    static void awaitTold(String what, BooleanSupplier told) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(told::getAsBoolean);
    }
}
