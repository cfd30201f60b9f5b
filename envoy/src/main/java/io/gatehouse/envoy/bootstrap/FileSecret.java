// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import java.nio.file.Path;

/// Something secret, or trusted, in files that are replaced now and then, as by a kubelet. Envoy
/// reads them again by itself, but only what it was told of by file-based SDS: a static secret is
/// read once. So each has a second file, its pointer, which says what to read.
public sealed interface FileSecret {
    /// Holds what [FileSecretTranslator#json] makes.
    Path pointer();

    /// The resource's name.
    String name();

    /// Without a line break at its end, as Kubernetes writes it: Envoy sends it as it is.
    record Token(Path pointer, Path token) implements FileSecret {
        @Override
        public String name() {
            return "xds-token";
        }
    }

    /// Certificates (PEM) of whom to trust.
    record Authority(Path pointer, Path certificates) implements FileSecret {
        @Override
        public String name() {
            return "xds-authority";
        }
    }

    /// A certificate chain and its key (PEM).
    record Identity(Path pointer, Path certificate, Path key) implements FileSecret {
        @Override
        public String name() {
            return "xds-identity";
        }
    }
}
