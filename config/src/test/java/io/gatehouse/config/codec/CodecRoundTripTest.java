// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.codec.ObjectWriter.SecretValues;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.core.Node;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written reads as the same object, whatever it holds.
final class CodecRoundTripTest {
    private final YamlReader reader = new YamlReader(ReadLimits.DEFAULT);
    private final ApiObjectReader apiReader = new ApiObjectReader(ReadLimits.DEFAULT);
    private final ObjectWriter writer = new ObjectWriter(SecretValues.SHOWN);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void writtenObjectsReadTheSame(long seed) {
        RandomObjects objects = new RandomObjects(seed);
        for (int i = 0; i < 200; i++) {
            ConfigObject object = withNamespaceOfItsKind(objects.next());

            assertReads(object, writer.yaml(object));
            assertReads(object, writer.json(object));
            assertReadsFromApiServer(object, writer.json(object));
        }
    }

    private void assertReadsFromApiServer(ConfigObject object, String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            assertThat(apiReader.read(parser, object.kind()).result())
                    .as(json)
                    .isInstanceOfSatisfying(
                            ReadResult.Read.class,
                            read -> assertThat(read.object()).isEqualTo(object));
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static ConfigObject withNamespaceOfItsKind(ConfigObject object) {
        ObjectMeta meta = object.metadata();
        ObjectMeta withoutNamespace =
                new ObjectMeta(
                        meta.name(),
                        "",
                        meta.labels(),
                        meta.annotations(),
                        meta.creationTimestamp(),
                        meta.uid(),
                        meta.generation());
        return switch (object) {
            case Namespace _ -> new Namespace(withoutNamespace);
            case Node _ -> new Node(withoutNamespace);
            default -> object;
        };
    }

    private void assertReads(ConfigObject object, String text) {
        assertThat(reader.read("f", text))
                .as(text)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadResult.Read.class, read -> assertThat(read.object()).isEqualTo(object));
    }
}
