// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchCondition.Answer;
import io.gatehouse.routing.PatchCondition.OfHost;
import io.gatehouse.routing.PatchCondition.OfRoute;
import io.gatehouse.routing.PatchCondition.OfTable;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.TableIdentity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualHostPatchingTest {
    private static final TableIdentity TABLE =
            new TableIdentity("https.443.https.gw.default", Set.of(443), "https", "default/gw");
    private static final String NEW =
            "{\"name\": \"new\", \"match\": {\"prefix\": \"/\"}, \"direct_response\": {\"status\": 200}}";
    private static final VirtualHost HOST =
            VirtualHost.newBuilder()
                    .setName("a:443")
                    .addDomains("a")
                    .addRoutes(route("one").setRoute(RouteAction.newBuilder().setCluster("c")))
                    .addRoutes(route("two").setRedirect(RedirectAction.getDefaultInstance()))
                    .addRoutes(
                            route("three")
                                    .setDirectResponse(
                                            DirectResponseAction.newBuilder().setStatus(200)))
                    .build();

    @ParameterizedTest
    @CsvSource({
        "ADD,           '',    '',         one two three new",
        "INSERT_FIRST,  '',    '',         new one two three",
        "INSERT_FIRST,  two,   '',         new one two three",
        "INSERT_FIRST,  none,  '',         one two three",
        "INSERT_BEFORE, two,   '',         one new two three",
        "INSERT_AFTER,  two,   '',         one two new three",
        "INSERT_AFTER,  '',    REDIRECTED, one two new three",
        "REMOVE,        '',    FORWARDED,  two three",
        "REMOVE,        three, ANSWERED,   one two",
        "REMOVE,        three, FORWARDED,  one two three",
        "REMOVE,        '',    '',         ''",
    })
    void routesComeAndGo(PatchOperation operation, String name, String answer, String expected) {
        Optional<Answer> asked =
                answer.isEmpty() ? Optional.empty() : Optional.of(Answer.valueOf(answer));
        boolean any = name.isEmpty() && asked.isEmpty();
        Patched<VirtualHost> patched =
                apply(
                        PatchSubject.ROUTE,
                        operation,
                        host(
                                "",
                                "",
                                any ? Optional.empty() : Optional.of(new OfRoute(name, asked))),
                        NEW);

        assertThat(String.join(" ", names(patched))).isEqualTo(expected);
    }

    @Test
    void aRouteIsMerged() {
        Patched<VirtualHost> patched =
                apply(
                        PatchSubject.ROUTE,
                        PatchOperation.MERGE,
                        host("a:443", "a", Optional.of(new OfRoute("one", Optional.empty()))),
                        "{\"route\": {\"timeout\": \"3s\"}}");

        RouteAction action = patched.resource().orElseThrow().getRoutes(0).getRoute();
        assertThat(action.getTimeout().getSeconds()).isEqualTo(3);
        assertThat(action.getCluster()).isEqualTo("c");
    }

    @Test
    void aTableIsFoundByItsPortsNameAndGateway() {
        assertThat(isFor("", 443, "", "")).isTrue();
        assertThat(isFor("", 8443, "", "")).isFalse();
        assertThat(isFor("", 0, "https", "default/gw")).isTrue();
        assertThat(isFor("", 0, "http", "")).isFalse();
        assertThat(isFor("", 0, "", "other/gw")).isFalse();
        assertThat(isFor(TABLE.name(), 0, "", "")).isTrue();
        assertThat(isFor("http.80", 0, "", "")).isFalse();
    }

    @Test
    void aHostIsFoundByItsNameAndDomains() {
        assertThat(remove(host("a:443", "", Optional.empty()))).isEmpty();
        assertThat(remove(host("first:443", "", Optional.empty()))).isEmpty();
        assertThat(remove(host("b:443", "", Optional.empty()))).contains(HOST);
        assertThat(remove(host("", "a", Optional.empty()))).isEmpty();
        assertThat(remove(host("", "b", Optional.empty()))).contains(HOST);
    }

    @Test
    void aDomainThatAnotherHostHasIsNotTaken() {
        Patched<VirtualHost> merged =
                apply(
                        PatchSubject.HOST,
                        PatchOperation.MERGE,
                        PatchCondition.ANY,
                        "{\"domains\": [\"taken\"]}");
        Patched<VirtualHost> replaced =
                apply(
                        PatchSubject.HOST,
                        PatchOperation.REPLACE,
                        PatchCondition.ANY,
                        "{\"name\": \"x\", \"domains\": [\"a\", \"free\"]}");

        assertThat(merged.resource()).contains(HOST);
        assertThat(Patches.messages(merged)).singleElement().asString().contains("[taken]");
        assertThat(replaced.resource().orElseThrow().getDomainsList()).containsExactly("a", "free");
    }

    @Test
    void whatReplacesTheFirstOfFoldedHostsStandsForAllOfThem() {
        String both = "{\"name\": \"x\", \"domains\": [\"a\", \"other\"]}";

        assertThat(replace("a:443", both).resource().orElseThrow().getDomainsList())
                .containsExactly("a", "other");
        assertThat(replace("first:443", both).resource()).isEmpty();
        assertThat(replace("first:443", "{\"name\": \"x\", \"domains\": [\"taken\"]}").resource())
                .contains(HOST);
    }

    private static Patched<VirtualHost> replace(String name, String value) {
        return apply(
                PatchSubject.HOST, PatchOperation.REPLACE, host(name, "", Optional.empty()), value);
    }

    private static Optional<VirtualHost> remove(PatchCondition condition) {
        return apply(PatchSubject.HOST, PatchOperation.REMOVE, condition, "").resource();
    }

    private static boolean isFor(String name, int port, String portName, String gateway) {
        PatchCondition condition =
                new PatchCondition(
                        Optional.empty(),
                        Optional.of(new OfTable(name, port, portName, gateway, Optional.empty())),
                        Optional.empty());
        return apply(PatchSubject.HOST, PatchOperation.REMOVE, condition, "").resource().isEmpty();
    }

    private static Patched<VirtualHost> apply(
            PatchSubject subject,
            PatchOperation operation,
            PatchCondition condition,
            String value) {
        return VirtualHostPatching.apply(
                HOST,
                TABLE,
                Set.of("a:443", "first:443"),
                Set.of("taken", "other")::contains,
                "other"::equals,
                List.of(Patches.patch(subject, operation, condition, value)));
    }

    private static List<String> names(Patched<VirtualHost> patched) {
        return patched.resource().orElseThrow().getRoutesList().stream()
                .map(Route::getName)
                .toList();
    }

    private static Route.Builder route(String name) {
        return Route.newBuilder()
                .setName(name)
                .setMatch(RouteMatch.newBuilder().setPrefix("/" + name));
    }

    private static PatchCondition host(String name, String domain, Optional<OfRoute> route) {
        return new PatchCondition(
                Optional.empty(),
                Optional.of(
                        new OfTable("", 0, "", "", Optional.of(new OfHost(name, domain, route)))),
                Optional.empty());
    }
}
