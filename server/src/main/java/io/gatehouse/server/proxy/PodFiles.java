// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.config.Finding;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.config.codec.TextResult;
import io.gatehouse.config.istio.ProxyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The labels and annotations of a Pod, from its volume of the downward API.
///
/// @param findings about what an annotation says
record PodFiles(SortedMap<String, String> labels, ProxyConfig proxyConfig, List<Finding> findings) {
    private static final Path LABELS = Path.of("/etc/istio/pod/labels");
    private static final Path ANNOTATIONS = Path.of("/etc/istio/pod/annotations");

    /// A file that the user names must be there.
    ///
    /// @throws ProxyMisconfigured where one cannot be read
    static PodFiles read(PodOptions options) {
        SortedMap<String, String> labels =
                new TreeMap<>(read("--labels", options.labelsFile(), LABELS));
        labels.putAll(options.labels());
        Map<String, String> annotations =
                read("--annotations", options.annotationsFile(), ANNOTATIONS);
        TextResult<ProxyConfig> config =
                ProxyConfigText.read(annotations.getOrDefault(ProxyConfig.ANNOTATION, "{}"));
        return new PodFiles(labels, config.value(), config.findings());
    }

    private static Map<String, String> read(String option, Optional<Path> given, Path usual) {
        Path file = given.orElse(usual);
        if (given.isEmpty() && !Files.isReadable(usual)) {
            return Map.of();
        }
        try {
            return DownwardFile.parse(Files.readString(file));
        } catch (IOException e) {
            throw new ProxyMisconfigured(
                    "%s names %s, which cannot be read: mount the downward API there, or name another file."
                            .formatted(option, file));
        } catch (IllegalArgumentException e) {
            throw new ProxyMisconfigured("%s: %s.".formatted(file, e.getMessage()));
        }
    }
}
