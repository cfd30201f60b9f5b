// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.api.HttpApiServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Creates VirtualServices as fast as the API server takes them: a program of its own, run in a
/// cluster's network.
final class ManyVirtualServices {
    private static final int AT_ONCE = 16;

    private ManyVirtualServices() {}

    /// @param arguments kubeconfig; how many
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        try (KubernetesClient client =
                        new KubernetesConnection(Optional.of(Path.of(arguments[0]))).open();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            ApiServer api = new HttpApiServer(client);
            IntStream.range(0, count).forEach(i -> threads.execute(() -> create(api, i)));
        }
        System.exit(0); // nothing of the libraries' threads is to hold it up
    }

    private static void create(ApiServer api, int index) {
        CorpusObjects.of(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: many-%1$d}
                        spec:
                          hosts: [many-%1$d.example.com]
                          gateways: [gateway]
                          http: [{directResponse: {status: 200, body: {string: "%1$d"}}}]
                        """
                                .formatted(index))
                .create(api)
                .ifPresent(why -> {
                    throw new IllegalStateException(why);
                });
    }
}
