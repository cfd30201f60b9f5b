// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.config.istio.ModuleUrl;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.RegistryLogin;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.fetch.Deadline;
import io.gatehouse.server.fetch.FetchClient;
import io.gatehouse.server.fetch.FetchException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Finds and reads a module, and sees that it is one, and the right one.
record ModuleFetch(FetchClient client) {
    private static final byte[] MAGIC = {0, 'a', 's', 'm', 1, 0, 0, 0};

    ModuleCode.Inline module(ModuleSource source, Optional<RegistryLogin> login, Duration timeout)
            throws FetchException, InterruptedException {
        Deadline deadline = Deadline.in(timeout);
        ModuleUrl url =
                ModuleUrl.parse(source.url())
                        .orElseThrow(() ->
                                new FetchException("\"%s\" is no URL".formatted(source.url())));
        return switch (url) {
            case ModuleUrl.Web(var uri) -> {
                byte[] content = client.ask(uri, Map.of(), deadline).content();
                ModuleCode.Inline code = code(source.url(), content);
                if (!source.sha256().isEmpty() && !source.sha256().equals(code.sha256())) {
                    throw new FetchException(
                            "%s has the SHA-256 %s (expected: %s)"
                                    .formatted(source.url(), code.sha256(), source.sha256()));
                }
                yield code;
            }
            case ModuleUrl.Image image ->
                    code(
                            source.url(),
                            new ImageReader(new Registry(client, image, login, deadline))
                                    .module(source.sha256()));
            case ModuleUrl.File(String path) ->
                    throw new IllegalArgumentException("the proxy reads it itself: " + path);
        };
    }

    private static ModuleCode.Inline code(String location, byte[] content) throws FetchException {
        if (content.length < MAGIC.length) {
            throw new FetchException("%s is no WebAssembly module".formatted(location));
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (content[i] != MAGIC[i]) {
                throw new FetchException(
                        "%s is no WebAssembly module of version 1".formatted(location));
            }
        }
        return new ModuleCode.Inline(content);
    }
}
