// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `url` of a [WasmConfig], of one of three kinds.
public sealed interface ModuleUrl {
    /// By HTTP or HTTPS.
    record Web(URI uri) implements ModuleUrl {}

    /// A file that the proxy itself reads.
    record File(String path) implements ModuleUrl {}

    /// An image in a registry.
    ///
    /// @param registry its host, with a port if one is given
    /// @param tag `latest` if none is given
    /// @param sha256 of the manifest, in hexadecimal; stands before the tag
    record Image(String registry, String repository, String tag, Optional<String> sha256)
            implements ModuleUrl {
        @Override
        public Optional<String> digest() {
            return sha256;
        }
    }

    Pattern IMAGE =
            Pattern.compile(
                    "([A-Za-z0-9.-]+(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](?::[0-9]{1,5})?)"
                            + "/([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)"
                            + "(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
                            + "(?:@sha256:([a-f0-9]{64}))?");

    /// Absent if it is none.
    static Optional<ModuleUrl> parse(String text) {
        int end = text.indexOf("://");
        String scheme = end < 0 ? "oci" : text.substring(0, end);
        String rest = end < 0 ? text : text.substring(end + "://".length());
        return switch (scheme) {
            case "oci" -> image(rest);
            case "http", "https" -> web(text);
            case "file" ->
                    rest.startsWith("/") && rest.length() > 1
                            ? Optional.of(new File(rest))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    default boolean isImage() {
        return this instanceof Image;
    }

    /// The digest that the URL itself names.
    default Optional<String> digest() {
        return Optional.empty();
    }

    private static Optional<ModuleUrl> image(String text) {
        Matcher matcher = IMAGE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Image(
                        matcher.group(1),
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3)).orElse("latest"),
                        Optional.ofNullable(matcher.group(4))));
    }

    private static Optional<ModuleUrl> web(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && uri.getPort() <= 65_535
                    ? Optional.of(new Web(uri))
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
