// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A version of an object that is set aside, as a line of a file.
///
/// @param digest of the version
/// @param program version of the one that set it aside
/// @param message what there is to say about it
record AsideText(ObjectKey key, String digest, String program, String message) {
    String line() {
        return JsonText.compact(
                List.of(
                        key.kind().kindName(),
                        key.namespace(),
                        key.name(),
                        digest,
                        program,
                        message));
    }

    static AsideText read(String line) throws IOException {
        List<String> fields = Line.fields(line, 6);
        Optional<Kind> kind =
                Arrays.stream(Kind.values())
                        .filter(k -> k.kindName().equals(fields.getFirst()))
                        .findFirst();
        return new AsideText(
                new ObjectKey(
                        kind.orElseThrow(() -> new IOException("found an unknown kind")),
                        fields.get(1),
                        fields.get(2)),
                fields.get(3),
                fields.get(4),
                fields.get(5));
    }
}
