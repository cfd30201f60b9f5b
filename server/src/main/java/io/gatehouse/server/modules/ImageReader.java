// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.fetch.FetchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the module in an image, of either form that there is: an artifact whose layer is the
/// module, or an image whose last layer has it as `plugin.wasm`.
record ImageReader(Registry registry) {
    private static final String MANIFESTS =
            String.join(
                    ", ",
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.docker.distribution.manifest.v2+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json");

    private static final String DIGEST = "sha256:";

    /// @param sha256 of the manifest; empty means any
    byte[] module(String sha256) throws FetchException, InterruptedException {
        Optional<String> expected =
                registry.image().sha256().or(() -> Optional.of(sha256).filter(d -> !d.isEmpty()));
        byte[] content =
                registry.manifest(
                        registry.image()
                                .sha256()
                                .map(digest -> DIGEST + digest)
                                .orElse(registry.image().tag()),
                        MANIFESTS);
        if (expected.isPresent()) {
            check("the manifest", content, DIGEST + expected.get());
        }
        Map<?, ?> manifest = json(content);
        if (manifest.get("manifests") instanceof List<?> manifests) {
            String chosen = choose(manifests);
            content = registry.manifest(chosen, MANIFESTS);
            check("the manifest", content, chosen);
            manifest = json(content);
        }
        return module(manifest);
    }

    /// The first for WebAssembly, else the first of all.
    private String choose(List<?> manifests) throws FetchException {
        return Stream.concat(
                        manifests.stream().filter(each -> each.toString().contains("wasm")),
                        manifests.stream())
                .map(each -> text(each, "digest"))
                .filter(digest -> digest.startsWith(DIGEST))
                .findFirst()
                .orElseThrow(() -> problem("has an index without manifests"));
    }

    private byte[] module(Map<?, ?> manifest) throws FetchException, InterruptedException {
        List<Object> layers = new ArrayList<>();
        if (manifest.get("layers") instanceof List<?> found) {
            layers.addAll(found);
        }
        for (Object layer : layers) {
            if (text(layer, "mediaType").contains("wasm")) {
                return blob(layer);
            }
        }
        for (Object layer : layers.reversed()) {
            if (text(layer, "mediaType").contains(".tar")) {
                Optional<byte[]> module = LayerArchive.module(blob(layer));
                if (module.isPresent()) {
                    return module.get();
                }
            }
        }
        throw problem(
                "has no module (expected: a layer of type application/vnd.module.wasm.content.layer.v1+wasm, or plugin.wasm in a layer)");
    }

    private byte[] blob(Object layer) throws FetchException, InterruptedException {
        String digest = text(layer, "digest");
        if (!digest.startsWith(DIGEST)) {
            throw problem("has a layer without a SHA-256");
        }
        byte[] content = registry.blob(digest);
        check("a layer", content, digest);
        return content;
    }

    private void check(String what, byte[] content, String digest) throws FetchException {
        String found = DIGEST + ModuleCode.digest(content);
        if (!found.equals(digest)) {
            throw problem("has for %s %s (expected: %s)".formatted(what, found, digest));
        }
    }

    private Map<?, ?> json(byte[] content) throws FetchException {
        try {
            if (JsonText.parse(new String(content, StandardCharsets.UTF_8))
                    instanceof Map<?, ?> fields) {
                return fields;
            }
        } catch (IOException _) {
            // Told as any other manifest that is none.
        }
        throw problem("has a manifest that is no JSON object");
    }

    private static String text(@Nullable Object object, String field) {
        return object instanceof Map<?, ?> fields && fields.get(field) instanceof String text
                ? text
                : "";
    }

    private FetchException problem(String what) {
        return new FetchException(
                "%s/%s %s"
                        .formatted(
                                registry.image().registry(), registry.image().repository(), what));
    }
}
