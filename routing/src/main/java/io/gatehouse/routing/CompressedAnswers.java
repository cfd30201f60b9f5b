// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Answers are compressed for clients that take it.
///
/// @param codings the one that is liked best first
/// @param contentTypes empty means the proxy's own choice
/// @param fromBytes of an answer that says its length
public record CompressedAnswers(List<Coding> codings, List<String> contentTypes, int fromBytes)
        implements PolicyFeature {
    public CompressedAnswers {
        codings = List.copyOf(codings);
        contentTypes = List.copyOf(contentTypes);
    }

    public enum Coding {
        GZIP,
        BROTLI,
        ZSTD
    }
}
