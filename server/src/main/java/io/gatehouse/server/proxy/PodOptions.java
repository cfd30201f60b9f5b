// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the user says of a gateway's Pod; the rest is taken from what Kubernetes says.
///
/// @param locality `region/zone/subzone`, or fewer parts
/// @param labels over those in the file
public record PodOptions(
        Optional<String> name,
        Optional<String> namespace,
        Optional<String> ip,
        Optional<String> serviceAccount,
        Optional<String> nodeName,
        Optional<String> locality,
        Map<String, String> labels,
        Optional<Path> labelsFile,
        Optional<Path> annotationsFile) {
    public PodOptions {
        labels = Map.copyOf(labels);
    }
}
