// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Expected resources: as JSON files in `src/test/resources/golden`, written anew with
/// `-Dgolden.update=true`, or as protobuf text within a test.
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    public static void assertMatches(String file, Message actual) {
        Path path = FOLDER.resolve(file);
        String json = EnvoyJson.redacted(actual) + "\n";
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(path, json);
            }
            assertThat(json).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("no golden file " + path, e);
        }
    }

    @SuppressWarnings("unchecked") // a builder builds the type of its default instance
    public static <T extends Message> T text(T type, String text) {
        Message.Builder builder = type.newBuilderForType();
        try {
            TextFormat.getParser().merge(text, builder);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
        return (T) builder.build();
    }
}
