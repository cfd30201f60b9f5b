// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A supervised real Envoy with one static listener, and what its supervisor told.
final class TestEnvoy implements EnvoySupervisor.Listener, AutoCloseable {
    private static final Pattern LISTENER = Pattern.compile("::127\\.0\\.0\\.1:(\\d+)");

    private final RunDirectory directory;
    private final EnvoySupervisor supervisor;
    private final BlockingQueue<EnvoyState> states = new LinkedBlockingQueue<>();

    /// @param backendPort on loopback, gets all requests
    TestEnvoy(int backendPort, Duration drain) throws IOException {
        directory = RunDirectory.create();
        supervisor =
                new EnvoySupervisor(
                        new EnvoySupervisor.Settings(
                                binary(),
                                directory,
                                directory.write("bootstrap.yaml", bootstrap(backendPort)),
                                List.of("--concurrency", "1", "--log-level", "warning"),
                                EnvoyOutput.LISTENER,
                                DrainTimes.atOnce(drain)),
                        this);
    }

    static Path binary() {
        return new EnvoyBinary(System.getenv(), CacheDirectory.ofUser(), System.err::println)
                .find();
    }

    void start() {
        supervisor.start();
    }

    EnvoySupervisor supervisor() {
        return supervisor;
    }

    RunDirectory directory() {
        return directory;
    }

    EnvoyState nextState() throws InterruptedException {
        EnvoyState state = states.poll(20, TimeUnit.SECONDS);
        if (state == null) {
            throw new AssertionError("the supervisor told nothing for 20 s");
        }
        return state;
    }

    URI listener() throws IOException {
        String listeners = supervisor.admin().get("/listeners").body();
        Matcher port = LISTENER.matcher(listeners);
        if (!port.find()) {
            throw new AssertionError("no listener in " + listeners);
        }
        return URI.create("http://127.0.0.1:" + port.group(1) + "/");
    }

    @Override
    public void changed(EnvoyState state) {
        states.add(state);
    }

    @Override
    public void logged(String line) {
        System.err.println(line);
    }

    @Override
    public void close() {
        supervisor.close();
        directory.close();
    }

    private static String bootstrap(int backendPort) {
        return """
        static_resources:
          listeners:
            - name: http
              address: {socket_address: {address: 127.0.0.1, port_value: 0}}
              filter_chains:
                - filters:
                    - name: http
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                        stat_prefix: http
                        route_config:
                          virtual_hosts:
                            - name: all
                              domains: ["*"]
                              routes: [{match: {prefix: /}, route: {cluster: backend, timeout: 0s}}]
                        http_filters:
                          - name: router
                            typed_config:
                              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
          clusters:
            - name: backend
              type: STATIC
              load_assignment:
                cluster_name: backend
                endpoints:
                  - lb_endpoints:
                      - endpoint:
                          address: {socket_address: {address: 127.0.0.1, port_value: %d}}
        """
                .formatted(backendPort);
    }
}
