// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryFilterTest {
    private static final ObjectKey MESH = new ObjectKey(Kind.CONFIG_MAP, "istio-system", "istio");

    private final DiscoveryFilter filter = new DiscoveryFilter();

    private static ObjectMeta meta(String namespace, String name, Map<String, String> labels) {
        return ObjectMeta.named(namespace, name, new TreeMap<>(labels));
    }

    private static ConfigObject mesh(String text) {
        return new ConfigMap(
                meta("istio-system", "istio", Map.of()), new TreeMap<>(Map.of("mesh", text)));
    }

    private static ConfigObject namespace(String name, Map<String, String> labels) {
        return new Namespace(meta("", name, labels));
    }

    private static ConfigObject pod(String namespace, String name) {
        return new Pod(
                meta(namespace, name, Map.of()), new PodSpec("", "", List.of()), Optional.empty());
    }

    private static ConfigEvent delete(ConfigObject object) {
        return new ConfigEvent.Delete(object.key());
    }

    private List<String> put(ConfigObject... objects) {
        return apply(
                Arrays.stream(objects)
                        .<ConfigEvent>map(ConfigEvent.Upsert::new)
                        .toArray(ConfigEvent[]::new));
    }

    private List<String> apply(ConfigEvent... events) {
        return filter.apply(List.of(events)).stream().map(DiscoveryFilterTest::text).toList();
    }

    private static String text(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) -> "+" + object.key();
            case ConfigEvent.Delete(ObjectKey key) -> "-" + key;
            case ConfigEvent.Findings(String origin, List<Finding> findings) ->
                    origin + ": " + findings.size();
        };
    }

    @Test
    void withoutSelectorsAllPasses() {
        assertThat(put(mesh("connectTimeout: 1s"), pod("a", "p")))
                .containsExactly("+" + MESH, "+Pod a/p");
        assertThat(apply(delete(pod("a", "p")))).containsExactly("-Pod a/p");
    }

    @Test
    void anySelectorWillDoAndTheRootNamespaceIsAlwaysIn() {
        List<String> told =
                put(
                        pod("a", "p"),
                        pod("b", "p"),
                        pod("c", "p"),
                        pod("root", "p"),
                        namespace("a", Map.of("x", "1")),
                        namespace("b", Map.of("y", "1")),
                        namespace("c", Map.of()),
                        mesh(
                                """
                                rootNamespace: root
                                discoverySelectors: [{matchLabels: {x: "1"}}, {matchLabels: {y: "1"}}]
                                """));

        assertThat(told).contains("+Pod a/p", "+Pod b/p", "+Pod root/p").doesNotContain("+Pod c/p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {matchLabels: {env: prod}}                                             | true
                    {matchLabels: {env: test}}                                             | false
                    {matchLabels: {env: prod, team: a}}                                    | false
                    {matchExpressions: [{key: env, operator: In, values: [test, prod]}]}   | true
                    {matchExpressions: [{key: env, operator: In, values: [test]}]}         | false
                    {matchExpressions: [{key: env, operator: NotIn, values: [test]}]}      | true
                    {matchExpressions: [{key: team, operator: NotIn, values: [a]}]}        | true
                    {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}      | false
                    {matchExpressions: [{key: env, operator: Exists}]}                     | true
                    {matchExpressions: [{key: team, operator: Exists}]}                    | false
                    {matchExpressions: [{key: team, operator: DoesNotExist}]}              | true
                    {matchExpressions: [{key: env, operator: DoesNotExist}]}               | false
                    {matchLabels: {kubernetes.io/metadata.name: a}}                        | true
                    {}                                                                     | true
                    """)
    void selectorsMatchLabels(String selector, boolean selected) {
        put(mesh("discoverySelectors: [" + selector + "]"));

        List<String> told = put(namespace("a", Map.of("env", "prod")), pod("a", "p"));

        assertThat(told.contains("+Pod a/p")).isEqualTo(selected);
    }

    @Test
    void labelsAndSelectorsBringObjectsInAndOut() {
        put(mesh("discoverySelectors: [{matchLabels: {in: here}}]"), pod("a", "p"), pod("b", "p"));

        assertThat(put(namespace("a", Map.of("in", "here"))))
                .containsExactly("+Pod a/p", "+Namespace a");
        assertThat(put(namespace("a", Map.of()))).containsExactly("-Pod a/p", "+Namespace a");
        assertThat(apply(delete(mesh("")))).containsExactly("+Pod a/p", "+Pod b/p", "-" + MESH);
        assertThat(put(mesh("discoverySelectors: [{matchLabels: {in: here}}]")))
                .containsExactly("-Pod a/p", "-Pod b/p", "+" + MESH);
    }

    @Test
    void whatIsHiddenChangesUnseen() {
        put(mesh("discoverySelectors: [{matchLabels: {in: here}}]"), pod("a", "p"), pod("a", "q"));

        assertThat(put(pod("a", "r"))).isEmpty();
        assertThat(apply(delete(pod("a", "p")))).isEmpty();

        assertThat(put(namespace("a", Map.of("in", "here"))))
                .containsExactly("+Pod a/q", "+Pod a/r", "+Namespace a");
    }

    @Test
    void whatIsWrongWithHiddenObjectsIsNotTold() {
        put(mesh("discoverySelectors: [{matchLabels: {in: here}}]"));
        Finding finding =
                Finding.of(
                        FindingCode.INVALID_VALUE,
                        new ObjectKey(Kind.POD, "a", "p"),
                        FieldPath.ROOT,
                        "wrong");

        assertThat(apply(new ConfigEvent.Findings("file", List.of(finding))))
                .containsExactly("file: 0");
        assertThat(put(namespace("a", Map.of("in", "here"))))
                .containsExactly("file: 1", "+Namespace a");
    }
}
