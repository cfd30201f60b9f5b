// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.VirtualService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiObjectReaderTest {
    private final ApiObjectReader reader = new ApiObjectReader(ReadLimits.DEFAULT);

    private static ApiObject read(ApiObjectReader reader, String json, Kind kind)
            throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            ApiObject object = reader.read(parser, kind);
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).isNull();
            return object;
        }
    }

    private ApiObject read(String json, Kind kind) throws IOException {
        return read(reader, json, kind);
    }

    private static List<Finding> findings(ApiObject object) {
        return object.result().findings();
    }

    @Test
    void objectsOfAListNeitherSayTheirKindNorAreTheyInAnyFile() throws IOException {
        ApiObject object =
                read(
                        """
                        {"metadata": {"name": "a", "namespace": "n", "resourceVersion": "5",
                          "managedFields": [{"f": {}}],
                          "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}"}},
                         "spec": {"ports": [{"port": 80}], "newInThatCluster": {"x": [1]}}}
                        """,
                        Kind.SERVICE);

        assertThat(object.key()).isEqualTo(new ObjectKey(Kind.SERVICE, "n", "a"));
        assertThat(object.resourceVersion()).isEqualTo("5");
        assertThat(findings(object)).isEmpty();
        assertThat(object.result())
                .isInstanceOfSatisfying(
                        ReadResult.Read.class,
                        read -> {
                            Service service = (Service) read.object();
                            assertThat(service.spec().ports()).hasSize(1);
                            assertThat(service.metadata().annotations()).isEmpty();
                        });
    }

    @Test
    void whatANewerApiHasIsToldAndLeftOut() throws IOException {
        ApiObject object =
                read(
                        """
                        {"metadata": {"name": "a", "namespace": "n"},
                         "spec": {"hosts": ["h"], "hostz": 1, "http": [{"nmae": "x"}]}}
                        """,
                        Kind.VIRTUAL_SERVICE);

        assertThat(findings(object))
                .extracting(Finding::code, Finding::severity, f -> f.field().text())
                .containsExactly(
                        tuple(FindingCode.UNKNOWN_FIELD, Severity.WARNING, "spec.hostz"),
                        tuple(FindingCode.UNKNOWN_FIELD, Severity.WARNING, "spec.http[0].nmae"));
        assertThat(findings(object)).allMatch(f -> f.position().isEmpty());
        assertThat(object.result())
                .isInstanceOfSatisfying(
                        ReadResult.Read.class,
                        read ->
                                assertThat(((VirtualService) read.object()).spec().hosts())
                                        .containsExactly("h"));
    }

    @Test
    void whatIsWrongIsRefusedUnderItsKey() throws IOException {
        ApiObject object =
                read(
                        "{\"metadata\": {\"name\": \"a\"}, \"spec\": {\"hosts\": 5}}",
                        Kind.VIRTUAL_SERVICE);

        assertThat(object.result()).isInstanceOf(ReadResult.Refused.class);
        assertThat(findings(object)).extracting(Finding::code).contains(FindingCode.INVALID_VALUE);
    }

    @Test
    void whatIsTooLargeIsRefusedAndReadToItsEnd() throws IOException {
        String deep = "[".repeat(100) + "]".repeat(100);
        for (ReadLimits limits :
                List.of(
                        new ReadLimits(1 << 20, 20, 0, 1_000),
                        new ReadLimits(1 << 20, 1_000, 0, 50),
                        new ReadLimits(30, 1_000, 0, 1_000))) {
            ApiObject object =
                    read(
                            new ApiObjectReader(limits),
                            """
                            {"metadata": {"name": "a"}, "spec": {"deep": %s, "long": "%s"}}
                            """
                                    .formatted(deep, "x".repeat(40)),
                            Kind.VIRTUAL_SERVICE);
            assertThat(object.key().name()).isEqualTo("a");
            assertThat(object.result()).isInstanceOf(ReadResult.Refused.class);
            assertThat(findings(object)).singleElement().asString().contains("not read");
        }
    }

    @Test
    void ofMetadataOnlyTheKeyIsRead() throws IOException {
        try (JsonParser parser =
                new JsonFactory()
                        .createParser(
                                """
                                {"kind": "PartialObjectMetadata",
                                 "metadata": {"name": "a", "namespace": "n", "resourceVersion": "5"}}
                                """)) {
            parser.nextToken();
            ApiObject object = reader.readKey(parser, Kind.SECRET);
            assertThat(object.key()).isEqualTo(new ObjectKey(Kind.SECRET, "n", "a"));
            assertThat(object.resourceVersion()).isEqualTo("5");
        }
    }

    @Test
    void whatHasNoNameIsNoObject() {
        assertThatThrownBy(() -> read("{\"metadata\": {}}", Kind.SERVICE))
                .isInstanceOf(IOException.class);
    }
}
