// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.EnvoyTypes;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchReaderTest {
    private static final String PREFIX = "type.googleapis.com/envoy.extensions.filters.http.";

    @Test
    void fieldsMayBeInCamelCaseOrSnakeCase() {
        Cluster camel = (Cluster) value(PatchSubject.UPSTREAM, "{\"connectTimeout\": \"1.5s\"}");
        Cluster snake = (Cluster) value(PatchSubject.UPSTREAM, "{\"connect_timeout\": \"1.5s\"}");

        assertThat(camel).isEqualTo(snake);
        assertThat(camel.getConnectTimeout()).isEqualTo(Durations.fromMillis(1500));
    }

    /// The generated classes are older than Envoy.
    @Test
    void fieldsAndTypesThatTheGeneratedClassesLackAreKept() {
        HttpFilter filter =
                (HttpFilter)
                        value(
                                PatchSubject.HTTP_FILTER,
                                """
                                {"name": "size", "typed_config": {
                                 "@type": "%sbody_size_limit.v3.BodySizeLimit",
                                 "max_request_bytes": 10}}
                                """
                                        .formatted(PREFIX));

        assertThat(EnvoyTypes.unpack(filter.getTypedConfig())).isPresent();
        assertThat(EnvoyTypes.unpack(filter.getTypedConfig()).get().getAllFields()).hasSize(1);
    }

    @Test
    void aTypedStructIsReadAsWhatItStandsFor() {
        assertThat(
                        problems(
                                PatchSubject.HTTP_FILTER,
                                """
                                {"name": "b", "typed_config": {
                                 "@type": "type.googleapis.com/udpa.type.v1.TypedStruct",
                                 "type_url": "%sbuffer.v3.Buffer",
                                 "value": {"max_request_bytes": "many"}}}
                                """
                                        .formatted(PREFIX)))
                .containsExactly(
                        "patch.value.typed_config.value.max_request_bytes: found \"many\" (expected: a whole number, 0 or more)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\": \"STATIK\"}; patch.value.type: found \"STATIK\" (expected: one of STATIC, STRICT_DNS",
                "{\"connect_timeout\": \"soon\"}; patch.value.connect_timeout: found \"soon\" (expected: a duration in seconds",
                "{\"circuit_breakers\": {\"thresholds\": {}}}; patch.value.circuit_breakers.thresholds: found a mapping (expected: a list)",
                "{\"circuit_breakers\": {\"thresholds\": [{\"max_retries\": -1}]}}; patch.value.circuit_breakers.thresholds[0].max_retries: found -1",
                "{\"respect_dns_ttl\": 1}; patch.value.respect_dns_ttl: found 1 (expected: true or false)",
                "{\"name\": 1}; patch.value.name: found 1 (expected: a text",
                "{\"type\": \"EDS\", \"cluster_type\": {\"name\": \"a\"}}; patch.value.type: it excludes another field that is set",
                "{\"transport_socket\": {\"name\": \"t\", \"typed_config\": {}}}; patch.value.transport_socket.typed_config: found a mapping (expected: a mapping with @type",
                "{\"transport_socket\": {\"name\": \"t\", \"typed_config\": {\"@type\": \"x/envoy.api.v2.auth.No\"}}}; patch.value.transport_socket.typed_config.@type: Envoy has no type envoy.api.v2.auth.No"
            })
    void aMistakeIsToldWithItsPlace(String value, String problem) {
        assertThat(problems(PatchSubject.UPSTREAM, value))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void aFieldThatThereIsNotIsToldAndPassedOver() {
        PatchReader.Outcome outcome =
                PatchReader.read(
                        Patches.written(
                                PatchSubject.UPSTREAM,
                                PatchOperation.MERGE,
                                PatchCondition.ANY,
                                "{\"conect_timeout\": \"1s\", \"alt_stat_name\": \"a\"}"));

        assertThat(outcome.patch().map(ReadPatch::value))
                .contains(Cluster.newBuilder().setAltStatName("a").build());
        assertThat(outcome.problems())
                .extracting(problem -> problem.field(), problem -> problem.message())
                .containsExactly(
                        tuple("patch.value.conect_timeout", "Cluster has no field conect_timeout"));
    }

    @Test
    void whatIsPutInMustKeepTheRulesOfEnvoysApi() {
        assertThat(
                        PatchReader.read(
                                        Patches.written(
                                                PatchSubject.UPSTREAM,
                                                PatchOperation.ADD,
                                                PatchCondition.ANY,
                                                "{\"type\": \"STATIC\"}"))
                                .patch())
                .isEmpty();
    }

    private static Message value(PatchSubject subject, String json) {
        return Patches.patch(subject, PatchOperation.ADD, PatchCondition.ANY, named(json)).value();
    }

    /// A cluster must have a name to be added.
    private static String named(String json) {
        return json.contains("\"name\"") ? json : json.replaceFirst("\\{", "{\"name\": \"n\", ");
    }

    private static List<String> problems(PatchSubject subject, String json) {
        return PatchReader.read(
                        Patches.written(subject, PatchOperation.MERGE, PatchCondition.ANY, json))
                .problems()
                .stream()
                .map(problem -> problem.field() + ": " + problem.message())
                .toList();
    }
}
