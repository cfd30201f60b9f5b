// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.istio.ProxyConfig;
import java.util.Map;

/// Reads what the annotation [ProxyConfig#ANNOTATION] of a Pod holds. Whatever the text is, nothing
/// is thrown. Safe for use by several threads.
public final class ProxyConfigText {
    private static final RecordText<ProxyConfig> TEXT =
            new RecordText<>(ProxyConfig.ANNOTATION, ProxyConfig.class, ProxyConfig.DEFAULT);

    private ProxyConfigText() {}

    public static TextResult<ProxyConfig> read(String text) {
        return TEXT.read(text);
    }

    /// A tree of JSON, in the words of the annotation.
    public static Map<String, Object> tree(ProxyConfig config) {
        return TEXT.tree(config);
    }
}
