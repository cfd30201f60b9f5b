// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.RegistryLogin;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.fetch.FetchAddresses;
import io.gatehouse.server.fetch.FetchAuthorities;
import io.gatehouse.server.fetch.FetchClient;
import io.gatehouse.server.fetch.FetchException;
import io.gatehouse.testing.WasmModules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Modules in images.
class ModuleFetchTest {
    private static final Optional<RegistryLogin> READER =
            Optional.of(new RegistryLogin("reader", "secret"));
    private static final String ARTIFACT = "application/vnd.module.wasm.content.layer.v1+wasm";
    private static final String IMAGE = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String DOCKER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final ModuleCode.Inline GREETING = new ModuleCode.Inline(WasmModules.greeting());

    private final ImageServer server = ImageServer.start();
    private final FetchClient client =
            new FetchClient(FetchAddresses.withoutLinkLocal(), FetchAuthorities.JAVA, 1 << 20);
    private final ModuleFetch fetch = new ModuleFetch(client);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private ModuleCode.Inline get(String url, String sha256, Optional<RegistryLogin> login)
            throws FetchException, InterruptedException {
        return fetch.module(
                new ModuleSource(url, sha256, Optional.empty(), false),
                login,
                Duration.ofSeconds(20));
    }

    private void assertFails(String url, String sha256, String words) {
        assertThatThrownBy(() -> get(url, sha256, Optional.empty()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anArtifactIsTheModule() throws FetchException, InterruptedException {
        server.put("v1", server.manifest(ARTIFACT, List.of(WasmModules.greeting())));

        assertThat(get(server.url(":v1"), "", Optional.empty())).isEqualTo(GREETING);
    }

    @Test
    void theLastLayerOfAnImageThatHasAModuleCounts() throws FetchException, InterruptedException {
        for (String type : List.of(IMAGE, DOCKER)) {
            server.put(
                    "latest",
                    server.manifest(
                            type,
                            List.of(
                                    ImageServer.layer("plugin.wasm", WasmModules.trap()),
                                    ImageServer.layer("./plugin.wasm", WasmModules.greeting()),
                                    ImageServer.layer("readme", new byte[600]))));

            assertThat(get(server.url(""), "", Optional.empty())).isEqualTo(GREETING);
        }
    }

    @Test
    void ofSeveralPlatformsTheOneForWebAssemblyCounts()
            throws FetchException, InterruptedException {
        String other = server.put("other", server.manifest(ARTIFACT, List.of(WasmModules.trap())));
        String wasm =
                server.put("wasm", server.manifest(ARTIFACT, List.of(WasmModules.greeting())));
        server.put(
                "all",
                "{\"manifests\":[{\"digest\":\"%s\",\"platform\":{\"architecture\":\"amd64\"}},{\"digest\":\"%s\",\"platform\":{\"architecture\":\"wasm\"}}]}"
                        .formatted(other, wasm));

        assertThat(get(server.url(":all"), "", Optional.empty())).isEqualTo(GREETING);
    }

    @Test
    void theDigestThatIsNamedMustBeTheManifests() throws FetchException, InterruptedException {
        String digest =
                server.put("v1", server.manifest(ARTIFACT, List.of(WasmModules.greeting())));
        String hex = digest.substring("sha256:".length());

        assertThat(get(server.url("@" + digest), "", Optional.empty())).isEqualTo(GREETING);
        assertThat(get(server.url(":v1"), hex, Optional.empty())).isEqualTo(GREETING);
        assertFails(server.url(":v1"), "0".repeat(64), "expected: sha256:000");
    }

    @Test
    void aRegistryThatAsksForATokenGetsOne() throws FetchException, InterruptedException {
        try (ImageServer guarded = ImageServer.startGuarded()) {
            guarded.put("v1", guarded.manifest(ARTIFACT, List.of(WasmModules.greeting())));

            assertThat(get(guarded.url(":v1"), "", READER)).isEqualTo(GREETING);
            assertFails(guarded.url(":v1"), "", "status 401");
        }
    }

    @Test
    void tellsWhatIsNoModule() {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        server.put("text", server.manifest(ARTIFACT, List.of(text)));
        server.put("empty", "{\"layers\":[]}");
        server.put("files", server.manifest(IMAGE, List.of(ImageServer.layer("readme", text))));
        server.put("none", "none");
        server.put("broken", server.manifest(IMAGE, List.of(text)));

        assertFails(server.url(":text"), "", "is no WebAssembly module");
        assertFails(server.url(":empty"), "", "has no module");
        assertFails(server.url(":files"), "", "has no module");
        assertFails(server.url(":none"), "", "no JSON object");
        assertFails(server.url(":broken"), "", "has no module");
        assertFails(server.url(":absent"), "", "status 404");
    }
}
