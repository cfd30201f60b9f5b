// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.Named;
import java.util.List;
import java.util.Optional;

/// Answers are compressed for clients that take it.
///
/// @param algorithms the first that the client takes is used; empty means brotli and gzip
/// @param contentTypes empty means what usually becomes smaller: text, scripts, JSON, SVG, fonts
/// @param minBytes of an answer that says its length; absent means 256
public record Compression(
        List<Algorithm> algorithms, List<String> contentTypes, Optional<Integer> minBytes)
        implements HttpFeature {
    public Compression {
        algorithms = List.copyOf(algorithms);
        contentTypes = List.copyOf(contentTypes);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.COMPRESSION;
    }

    public enum Algorithm {
        @Named("gzip")
        GZIP,
        @Named("brotli")
        BROTLI,
        @Named("zstd")
        ZSTD
    }
}
