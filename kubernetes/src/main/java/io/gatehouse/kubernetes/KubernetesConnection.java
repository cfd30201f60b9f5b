// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.Optional;

/// How the API server is reached: by a kubeconfig file, or else as kubectl would (KUBECONFIG, the
/// home directory's), or from inside a pod by its service account.
public record KubernetesConnection(Optional<Path> kubeconfig) {

    /// Contacts nobody yet. Whoever opens it closes it.
    public KubernetesClient open() {
        Config config =
                kubeconfig
                        .map(file -> Config.fromKubeconfig(file.toFile()))
                        .orElseGet(() -> Config.autoConfigure(null));
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
