// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.config.codec.ApiObjectReader;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.ObjectWriter;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.validation.ValidatedResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An object that is kept, and the line of a file that it is. What an earlier process has left is
/// decoded when it is needed: it rarely is.
sealed interface Kept {
    /// Stands in no JSON that is in one line.
    char SEPARATOR = '\t';

    /// Where it was written; see [WrittenObject].
    String origin();

    String line();

    /// The line that takes the place of an object's after it is gone.
    static String gone(ObjectKey key) {
        return JsonText.compact(List.of(key.namespace(), key.name()));
    }

    /// The object that is gone, if the line says that.
    static Optional<ObjectKey> gone(Kind kind, String line) throws IOException {
        if (line.indexOf(SEPARATOR) >= 0) {
            return Optional.empty();
        }
        List<String> name = Line.fields(line, 2);
        return Optional.of(new ObjectKey(kind, name.getFirst(), name.getLast()));
    }

    /// @throws IOException if this version of Gatehouse does not take the object
    ConfigObject object() throws IOException;

    record Live(WrittenObject written) implements Kept {
        private static final ObjectWriter WRITER =
                new ObjectWriter(ObjectWriter.SecretValues.HIDDEN);

        @Override
        public String origin() {
            return written.origin();
        }

        @Override
        public String line() {
            ObjectKey key = written.object().key();
            return JsonText.compact(List.of(key.namespace(), key.name(), written.origin()))
                    + SEPARATOR
                    + WRITER.line(written.object());
        }

        @Override
        public ConfigObject object() {
            return written.object();
        }
    }

    record Left(ObjectKey key, String origin, String line) implements Kept {
        private static final JsonFactory JSON = new JsonFactory();
        private static final ApiObjectReader READER = new ApiObjectReader(ReadLimits.DEFAULT);

        /// @throws IOException if it is none of the lines above
        static Left of(Kind kind, String line) throws IOException {
            int end = head(line);
            List<String> head = Line.fields(line.substring(0, end), 3);
            return new Left(new ObjectKey(kind, head.getFirst(), head.get(1)), head.get(2), line);
        }

        private static int head(String line) throws IOException {
            int end = line.indexOf(SEPARATOR);
            if (end < 0) {
                throw new IOException("found a line that is no object's");
            }
            return end;
        }

        @Override
        public ConfigObject object() throws IOException {
            try (JsonParser parser = JSON.createParser(line.substring(head(line) + 1))) {
                parser.nextToken();
                ReadResult result =
                        ValidatedResult.of(
                                READER.read(parser, key.kind()).result(), UnaryOperator.identity());
                if (result instanceof ReadResult.Read read && read.object().key().equals(key)) {
                    return read.object();
                }
                throw new IOException(
                        "%s of before the restart is not taken by this version of Gatehouse"
                                .formatted(key));
            }
        }
    }
}
