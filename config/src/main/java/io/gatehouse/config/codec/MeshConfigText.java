// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.istio.MeshConfig;

/// Reads what the key [MeshConfig#KEY] of Istio's ConfigMap holds. Whatever the text is, nothing is
/// thrown. Safe for use by several threads.
public final class MeshConfigText {
    private static final RecordText<MeshConfig> TEXT =
            new RecordText<>(MeshConfig.KEY, MeshConfig.class, MeshConfig.DEFAULT);

    private MeshConfigText() {}

    public static TextResult<MeshConfig> read(String text) {
        return TEXT.read(text);
    }
}
