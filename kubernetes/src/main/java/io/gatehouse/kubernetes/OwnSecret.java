// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A Secret that the replicas of the control plane share. Whoever writes says what was there
/// before, so that no replica undoes another one's work.
public record OwnSecret(KubernetesClient client, String namespace, String name) {

    /// What it held. Its text form shows no value.
    ///
    /// @param data texts by their key
    /// @param version to be given back when it is written
    public record Content(SortedMap<String, String> data, String version) {
        @Override
        public String toString() {
            return "Content[" + data.keySet() + ", " + version + "]";
        }
    }

    /// @throws KubernetesClientException if the API server cannot be asked
    public Optional<Content> read() {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return Optional.empty();
        }
        SortedMap<String, String> data = new TreeMap<>();
        Map<String, String> stored = secret.getData();
        if (stored != null) {
            stored.forEach((key, value) -> data.put(key, text(value)));
        }
        return Optional.of(new Content(data, secret.getMetadata().getResourceVersion()));
    }

    /// Whether it was written; not when somebody else has written it since.
    ///
    /// @param before the version that was read; absent if there was none
    /// @throws KubernetesClientException if the API server cannot be asked
    public boolean write(Optional<String> before, SortedMap<String, String> data) {
        Secret secret =
                new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withResourceVersion(before.orElse(null))
                        .addToLabels("app.kubernetes.io/managed-by", "gatehouse")
                        .endMetadata()
                        .withType("Opaque")
                        .withStringData(data)
                        .build();
        try {
            if (before.isPresent()) {
                client.resource(secret).update();
            } else {
                client.resource(secret).create();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
