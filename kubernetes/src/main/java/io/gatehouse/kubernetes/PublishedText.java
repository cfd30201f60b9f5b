// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;

/// A ConfigMap with one entry that pods mount, kept as it should be.
public record PublishedText(KubernetesClient client, String name, String key) {

    /// Writes only if it is not so already.
    ///
    /// @throws KubernetesClientException if the API server cannot be asked, or refuses
    public void publish(String namespace, String text) {
        ConfigMap found = client.configMaps().inNamespace(namespace).withName(name).get();
        Map<String, String> data = Map.of(key, text);
        if (found != null && data.equals(found.getData())) {
            return;
        }
        ConfigMap wanted =
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .addToLabels("app.kubernetes.io/managed-by", "gatehouse")
                        .endMetadata()
                        .withData(data)
                        .build();
        try {
            if (found == null) {
                client.resource(wanted).create();
            } else {
                client.resource(wanted).update();
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // Another replica has just written the same.
        }
    }
}
