// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.ClientIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files with certificates and keys, each replaced at once.
record PemFolder(Path folder) {
    void write(String name, String pem) {
        try {
            Path fresh = Files.writeString(folder.resolve(name + ".new"), pem);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As `name.crt` and `name.key`.
    void write(String name, ClientIdentity identity) {
        write(name + ".crt", Pem.certificate(identity));
        write(name + ".key", Pem.key(identity));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
