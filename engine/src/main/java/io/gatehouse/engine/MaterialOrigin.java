// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ObjectKey;
import java.util.Optional;
import java.util.stream.Stream;

/// Where TLS material is read from. `toString` is for the user.
public sealed interface MaterialOrigin {
    /// A Secret or, for trusted certificates only, a ConfigMap.
    record Stored(ObjectKey object) implements MaterialOrigin {
        @Override
        public String toString() {
            return object.toString();
        }
    }

    /// PEM files on the proxy's machine or pod.
    sealed interface OnProxy extends MaterialOrigin {
        /// As its author wrote them.
        Stream<String> paths();
    }

    /// A certificate chain and its key.
    record KeyPairFiles(String certificate, String key) implements OnProxy {
        @Override
        public Stream<String> paths() {
            return Stream.of(certificate, key);
        }

        @Override
        public String toString() {
            return "files " + certificate + " and " + key;
        }
    }

    /// The certificates of CAs, and what they have revoked.
    record AuthorityFiles(String certificates, Optional<String> revoked) implements OnProxy {
        @Override
        public Stream<String> paths() {
            return Stream.concat(Stream.of(certificates), revoked.stream());
        }

        @Override
        public String toString() {
            return revoked.map(crl -> "files " + certificates + " and " + crl)
                    .orElse("file " + certificates);
        }
    }
}
