// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// Changes what the destination sees of the request.
///
/// @param uri replaces what the match's `uri` matched: the prefix, or the whole path
/// @param uriRegexRewrite excludes `uri`
public record HttpRewrite(String uri, String authority, Optional<RegexRewrite> uriRegexRewrite) {

    /// Replaces what an RE2 expression matches in the path.
    ///
    /// @param rewrite may refer to capture groups as `\1`
    public record RegexRewrite(String match, String rewrite) {}
}
