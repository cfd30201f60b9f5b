// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.List;

/// The groups for key exchange that Istio knows, all of which a gateway's Envoy does.
public final class EcdhCurves {
    public static final List<String> KNOWN =
            List.of("P-256", "P-384", "P-521", "X25519", "X25519MLKEM768");

    private EcdhCurves() {}

    /// Those of `curves` that are known, each once. Envoy refuses a listener for any other.
    public static List<String> usable(List<String> curves) {
        return curves.stream().filter(KNOWN::contains).distinct().toList();
    }
}
