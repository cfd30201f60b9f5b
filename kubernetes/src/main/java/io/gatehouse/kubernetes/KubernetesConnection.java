// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;

/// How the API server is reached: by a kubeconfig file, or else as kubectl would (KUBECONFIG, the
/// home directory's), or from inside a pod by its service account.
public record KubernetesConnection(Optional<Path> kubeconfig) {

    /// Contacts nobody yet. Whoever opens it closes it. Over HTTP/1.1, each watch has a connection
    /// of its own: one that hangs is noticed and replaced, and holds up no other.
    public KubernetesClient open() {
        Config config =
                kubeconfig
                        .map(file -> Config.fromKubeconfig(file.toFile()))
                        .orElseGet(() -> Config.autoConfigure(null));
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(HttpClient.Builder::preferHttp11)
                .build();
    }
}
