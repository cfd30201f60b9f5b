// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.kubernetes.FakeApiServer;
import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.HttpApiServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusObjectsTest {
    private final FakeApiServer server = new FakeApiServer();
    private KubernetesClient client;
    private StatusObjects objects;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        client = new KubernetesConnection(Optional.of(server.kubeconfig(directory))).open();
        objects = new StatusObjects(new HttpApiServer(client));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void put(String name) {
        server.objects()
                .put(
                        """
                        {"kind": "Gateway", "metadata": {"name": "%s", "namespace": "a", "generation": 4},
                         "status": {"conditions": []}}
                        """
                                .formatted(name));
    }

    @Test
    void allObjectsAreListedPageByPage() {
        for (int i = 0; i < 450; i++) {
            put("gw-" + i);
        }
        List<StoredObject> listed = new ArrayList<>();

        assertThat(objects.list(Kind.GATEWAY, listed::add)).isEmpty();
        assertThat(listed).hasSize(450);
        assertThat(listed.getFirst().generation()).isEqualTo(4);
    }

    @Test
    void nullInAListOfOneHarmsNoOthers() {
        put("gw");
        server.objects()
                .put(
                        """
                        {"kind": "Gateway", "metadata": {"name": "open", "namespace": "a"},
                         "spec": {"open": [null, 1]}}
                        """);
        List<StoredObject> listed = new ArrayList<>();

        assertThat(objects.list(Kind.GATEWAY, listed::add)).isEmpty();
        assertThat(listed).hasSize(2);
    }

    @Test
    void anObjectIsReadInTheVersionThatTheApiServerHas() {
        put("gw");
        Arrays.stream(Kind.values())
                .filter(kind -> kind.group().equals(Kind.GATEWAY.group()))
                .forEach(kind -> server.install(kind, "v1beta1"));

        ApiOutcome<StoredObject> read = objects.read(new ObjectKey(Kind.GATEWAY, "a", "gw"));

        assertThat(read.map(StoredObject::uid)).isEqualTo(new ApiOutcome.Ok<>("uid-of-gw"));
        assertThat(server.requests()).anyMatch(path -> path.contains("/v1beta1/namespaces/a/"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(objects.read(new ObjectKey(Kind.GATEWAY, "a", "none")))
                .isInstanceOfSatisfying(
                        ApiOutcome.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isInstanceOf(ApiFailure.NotFound.class));
    }
}
