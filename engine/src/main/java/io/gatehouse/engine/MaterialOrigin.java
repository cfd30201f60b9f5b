// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ObjectKey;
import java.util.Optional;

/// Where TLS material is read from.
public sealed interface MaterialOrigin {
    /// A Secret or, for trusted certificates only, a ConfigMap.
    record Stored(ObjectKey object) implements MaterialOrigin {
        @Override
        public String toString() {
            return object.toString();
        }
    }

    /// Files on the proxy's machine, which the proxy itself reads.
    record KeyPairFiles(String certificateChain, String privateKey) implements MaterialOrigin {}

    /// A file on the proxy's machine, which the proxy itself reads.
    ///
    /// @param revoked a file of revocation lists
    record TrustedFile(String certificates, Optional<String> revoked) implements MaterialOrigin {}
}
