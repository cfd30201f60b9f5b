// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.PeerAuthentication;
import io.gatehouse.config.istio.ProxyConfigResource;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.config.istio.WorkloadEntry;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/features.md` lists every field, and its proofs exist.
class FeaturesTest {
    private static final Path PAGE = Path.of("../docs/features.md");
    private static final Path TESTS = Path.of("src/test/java/io/gatehouse/server");
    private static final List<String> TEST_PACKAGES = List.of("live", "standalone", "corpus");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String WORKS = "works";
    private static final String CORPUS = "CorpusIT";
    private static final Map<String, String> FINDINGS =
            Map.of(
                    "not yet (GH0107)", "GH0107",
                    "no effect (GH0108)", "GH0108",
                    "elsewhere (GH0114)", "GH0114",
                    "refused (GH0103)", "GH0103");

    private static final Pattern FINDING = Pattern.compile("\\S+ (GH\\d+) \\S+ \\S+ (\\S*): .*");
    private static final Pattern INDEX = Pattern.compile("\\[\\d*]");
    private static final String MESH = "data[\"mesh\"].";

    /// A section with chosen fields of a kind that is not Istio's.
    private static final String SERVICE = "Service";

    private static final Set<Package> PACKAGES =
            Set.of(Gateway.class.getPackage(), HttpPolicy.class.getPackage());

    private record Row(
            String field, String state, List<String> cases, List<String> tests, String notes) {

        /// Whether this row speaks for all fields below it, too.
        boolean whole() {
            return !state.equals(WORKS) || notes.startsWith("as `");
        }
    }

    private static final Map<String, Class<?>> KINDS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("Gateway", Gateway.Spec.class),
                            Map.entry("VirtualService", VirtualService.Spec.class),
                            Map.entry("DestinationRule", DestinationRule.Spec.class),
                            Map.entry("ServiceEntry", ServiceEntry.Spec.class),
                            Map.entry("WorkloadEntry", WorkloadEntry.Spec.class),
                            Map.entry("RequestAuthentication", RequestAuthentication.Spec.class),
                            Map.entry("AuthorizationPolicy", AuthorizationPolicy.Spec.class),
                            Map.entry("PeerAuthentication", PeerAuthentication.Spec.class),
                            Map.entry("EnvoyFilter", EnvoyFilter.Spec.class),
                            Map.entry("TrafficExtension", TrafficExtension.Spec.class),
                            Map.entry("WasmPlugin", WasmPlugin.Spec.class),
                            Map.entry("ProxyConfig", ProxyConfigResource.Spec.class),
                            Map.entry("Telemetry", Telemetry.Spec.class),
                            Map.entry("HttpPolicy", HttpPolicy.Spec.class),
                            Map.entry("MeshConfig", MeshConfig.class)));

    @Test
    void everyFieldIsListed() throws IOException {
        for (var kind : KINDS.entrySet()) {
            assertThat(rows(kind.getKey()).keySet())
                    .as(kind.getKey())
                    .containsExactlyInAnyOrderElementsOf(fields(kind.getKey(), kind.getValue()));
        }
    }

    @Test
    void proofsExist() throws IOException {
        for (Row row : allRows()) {
            assertThat(row.state()).as(row.field()).isIn(states());
            assertThat(row.cases()).as(row.field()).isNotEmpty();
            assertThat(row.cases())
                    .as(row.field())
                    .allMatch(name ->
                            Files.exists(GoldenTest.ROOT.resolve(name).resolve(GoldenCase.INPUT)));
            assertThat(row.tests()).as(row.field()).allMatch(FeaturesTest::exists);
        }
    }

    @Test
    void whatWorksIsWrittenInItsCases() throws IOException {
        for (Row row : allRows()) {
            if (row.state().equals(WORKS)) {
                String name = name(row);
                assertThat(row.cases())
                        .as(row.field())
                        .anyMatch(golden -> read(golden, GoldenCase.INPUT).contains(name + ":"));
            }
        }
    }

    @Test
    void whatWorksIsShownByRequests() throws IOException {
        assertThat(allRows().stream().filter(row -> row.state().equals(WORKS)))
                .filteredOn(row -> row.tests().isEmpty())
                .extracting(Row::field)
                .isEmpty();
    }

    @Test
    void whatOnlyTheCorpusShowsIsInOneOfItsCases() throws IOException {
        CorpusFields corpus = CorpusFields.read();
        for (String kind : KINDS.keySet()) {
            for (Row row : rows(kind).values()) {
                if (row.tests().equals(List.of(CORPUS))) {
                    assertThat(corpus.show(kind, row.field())).as(row.field()).isTrue();
                }
            }
        }
    }

    @Test
    void whatDoesNotWorkIsTold() throws IOException {
        for (Row row : allRows()) {
            if (!row.state().equals(WORKS)) {
                String code = FINDINGS.getOrDefault(row.state(), "");
                assertThat(row.cases())
                        .as(row.field())
                        .allMatch(golden ->
                                read(golden, "findings.txt")
                                        .lines()
                                        .anyMatch(line -> tells(line, code, row)));
            }
        }
    }

    /// Whether the finding is one on the field, or on one that it is a part of.
    private static boolean tells(String line, String code, Row row) {
        Matcher finding = FINDING.matcher(line);
        if (!finding.matches() || !finding.group(1).equals(code)) {
            return false;
        }
        String path = finding.group(2).replace(MESH, "spec.");
        String told = INDEX.matcher(path).replaceAll("");
        String field = "spec." + INDEX.matcher(row.field()).replaceAll("");
        return told.equals(field)
                || told.startsWith(field + "[")
                || told.endsWith("." + name(row))
                || field.startsWith(told + ".");
    }

    private static boolean exists(String test) {
        return TEST_PACKAGES.stream()
                .anyMatch(part -> Files.exists(TESTS.resolve(part).resolve(test + ".java")));
    }

    private static List<String> states() {
        List<String> states = new ArrayList<>(FINDINGS.keySet());
        states.add(WORKS);
        return states;
    }

    private static String name(Row row) {
        return row.field().substring(row.field().lastIndexOf('.') + 1).replace("[]", "");
    }

    private static String read(String golden, String file) {
        try {
            return Files.readString(GoldenTest.ROOT.resolve(golden).resolve(file));
        } catch (IOException e) {
            throw new AssertionError(golden, e);
        }
    }

    /// The paths of all components, without those below a field that stands for them.
    private static List<String> fields(String kind, Class<?> spec) throws IOException {
        List<String> fields = new ArrayList<>();
        collect("", spec, rows(kind), fields);
        return fields;
    }

    private static void collect(
            String prefix, Class<?> type, Map<String, Row> rows, List<String> fields) {
        for (RecordComponent component : type.getRecordComponents()) {
            boolean list = Collection.class.isAssignableFrom(component.getType());
            Class<?> element = element(component.getGenericType());
            String path = prefix + component.getName();
            Optional<Row> row = Optional.ofNullable(rows.get(path));
            boolean whole = row.filter(Row::whole).isPresent();
            if (element.isRecord()
                    && element.getRecordComponents().length > 0
                    && PACKAGES.contains(element.getPackage())
                    && !whole) {
                collect(path + (list ? "[]." : "."), element, rows, fields);
            } else {
                fields.add(path);
            }
        }
        PassedOver others = type.getAnnotation(PassedOver.class);
        if (others != null) {
            Stream.of(
                            Stream.of(others.noEffect()),
                            Stream.of(others.notSupportedYet()),
                            Stream.of(others.elsewhere()).map(Elsewhere::field))
                    .flatMap(Function.identity())
                    .forEach(name -> fields.add(prefix + name));
        }
    }

    /// What an `Optional`, a list or a map holds.
    private static Class<?> element(Type type) {
        return switch (type) {
            case ParameterizedType generic -> element(last(generic.getActualTypeArguments()));
            case Class<?> plain -> plain;
            default -> throw new AssertionError(type);
        };
    }

    private static Type last(Type[] types) {
        return Arrays.asList(types).getLast();
    }

    private static List<Row> allRows() throws IOException {
        List<Row> rows = new ArrayList<>(rows(SERVICE).values());
        for (String kind : KINDS.keySet()) {
            rows.addAll(rows(kind).values());
        }
        return rows;
    }

    private static SortedMap<String, Row> rows(String kind) throws IOException {
        SortedMap<String, Row> rows = new TreeMap<>();
        boolean here = false;
        for (String line : Files.readAllLines(PAGE)) {
            here = line.startsWith("## ") ? line.equals("## " + kind) : here;
            if (here && line.startsWith("| `")) {
                List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
                List<String> tests =
                        Arrays.stream(cells.get(4).split(" ")).filter(t -> !t.isEmpty()).toList();
                Row row =
                        new Row(
                                codes(cells.get(1)).getFirst(),
                                cells.get(2),
                                codes(cells.get(3)),
                                tests,
                                cells.size() > 5 ? cells.get(5) : "");
                rows.put(row.field(), row);
            }
        }
        return rows;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map((MatchResult r) -> r.group(1)).toList();
    }
}
