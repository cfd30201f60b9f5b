// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.List;

/// The cipher suites of TLS 1.2 and below that a gateway's Envoy knows.
public final class CipherSuites {
    public static final List<String> KNOWN =
            List.of(
                    "ECDHE-ECDSA-AES128-GCM-SHA256",
                    "ECDHE-RSA-AES128-GCM-SHA256",
                    "ECDHE-ECDSA-AES256-GCM-SHA384",
                    "ECDHE-RSA-AES256-GCM-SHA384",
                    "ECDHE-ECDSA-CHACHA20-POLY1305",
                    "ECDHE-RSA-CHACHA20-POLY1305",
                    "ECDHE-ECDSA-AES128-SHA",
                    "ECDHE-RSA-AES128-SHA",
                    "ECDHE-ECDSA-AES256-SHA",
                    "ECDHE-RSA-AES256-SHA",
                    "AES128-GCM-SHA256",
                    "AES256-GCM-SHA384",
                    "AES128-SHA",
                    "AES256-SHA",
                    "DES-CBC3-SHA");

    private CipherSuites() {}

    /// Whether Envoy takes it: a known suite, `ALL`, or an expression such as `-ALL` or `[A|B]`.
    public static boolean isUsable(String suite) {
        return suite.isEmpty()
                || suite.equals("ALL")
                || !Character.isLetterOrDigit(suite.charAt(0))
                || KNOWN.contains(suite);
    }

    /// Those of `suites` that Envoy takes, each once. Envoy refuses a listener for any other.
    public static List<String> usable(List<String> suites) {
        return suites.stream().filter(CipherSuites::isUsable).distinct().toList();
    }
}
