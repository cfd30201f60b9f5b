// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The right to listen on the addresses of the corpus.
final class CorpusReservation {
    private CorpusReservation() {}

    /// Waits until no other run of this user has these addresses; closing it lets the next one have
    /// them.
    static Closeable await() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "gatehouse-corpus-" + System.getProperty("user.name"));
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }
}
