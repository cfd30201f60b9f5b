// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC.Action;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.gatehouse.routing.AccessRule;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.AccessRules.Decision;
import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.CheckService;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.RequestTrait;
import io.gatehouse.routing.RequestTrait.LocalPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTranslatorTest {
    private static final Permission ANY = Permission.newBuilder().setAny(true).build();
    private static final Principal ANYBODY = Principal.newBuilder().setAny(true).build();

    private static AccessRule rule(Clause<CallerTrait> caller, Clause<RequestTrait> request) {
        return new AccessRule("r", caller, request);
    }

    private static RBAC requests(
            Decision decision,
            Optional<List<AccessRule>> applied,
            Optional<List<AccessRule>> rehearsed) {
        return (RBAC)
                AccessTranslator.translate(
                        new AccessRules(PolicyStage.ACCESS_REFUSAL, decision, applied, rehearsed));
    }

    private static Policy policy(AccessRule rule) {
        return requests(Decision.REFUSE, Optional.of(List.of(rule)), Optional.empty())
                .getRules()
                .getPoliciesOrThrow("r");
    }

    @Test
    void everythingAndNothingNeedNoEmptySets() {
        Policy everything = policy(rule(Clause.everything(), Clause.everything()));
        Policy nothing = policy(rule(Clause.nothing(), Clause.nothing()));

        assertThat(everything.getPermissionsList()).containsExactly(ANY);
        assertThat(everything.getPrincipalsList()).containsExactly(ANYBODY);
        assertThat(nothing.getPermissionsList())
                .containsExactly(Permission.newBuilder().setNotRule(ANY).build());
        assertThat(nothing.getPrincipalsList())
                .containsExactly(Principal.newBuilder().setNotId(ANYBODY).build());
    }

    @Test
    void partsAreNested() {
        Clause<RequestTrait> port = new Clause.Trait<>(new LocalPort(80));
        Policy policy =
                policy(
                        rule(
                                Clause.everything(),
                                new Clause.AnyOf<>(
                                        List.of(
                                                new Clause.AllOf<>(
                                                        List.of(port, new Clause.Not<>(port)))))));

        assertThat(policy.getPermissions(0).getOrRules().getRules(0).getAndRules().getRulesList())
                .extracting(Permission::getDestinationPort, Permission::hasNotRule)
                .containsExactly(tuple(80, false), tuple(0, true));
    }

    @Test
    void rulesThatAdmitRefuseAllElseEvenIfThereAreNone() {
        RBAC none = requests(Decision.ADMIT, Optional.of(List.of()), Optional.empty());

        assertThat(none.hasRules()).isTrue();
        assertThat(none.getRules().getAction()).isEqualTo(Action.ALLOW);
        assertThat(none.hasShadowRules()).isFalse();
    }

    @Test
    void whatIsRehearsedHasRulesInTheShadowOnly() {
        RBAC rehearsed = requests(Decision.ADMIT, Optional.empty(), Optional.of(List.of()));

        assertThat(rehearsed.hasRules()).isFalse();
        assertThat(rehearsed.hasShadowRules()).isTrue();
        assertThat(rehearsed.getShadowRulesStatPrefix()).isEqualTo("istio_dry_run_allow_");
    }

    @Test
    void connectionsHaveAFilterOfTheirOwn() {
        Message filter =
                AccessTranslator.translate(
                        new AccessRules(
                                PolicyStage.CONNECTION_REFUSAL,
                                Decision.REFUSE,
                                Optional.of(List.of()),
                                Optional.empty()));

        assertThat(filter)
                .isInstanceOf(io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.class);
    }

    @Test
    void whatIsSelectedIsAskedAbout() {
        RBAC selection =
                (RBAC)
                        AccessTranslator.translate(
                                new CheckSelection(PolicyStage.CHECK_SELECTION, List.of()));
        ExtAuthz check =
                (ExtAuthz)
                        AccessTranslator.translate(
                                new ExternalCheck(
                                        PolicyStage.CHECK,
                                        new CheckService.OverGrpc(
                                                new CheckService.Call(
                                                        "outbound|80||a",
                                                        Duration.ofSeconds(1),
                                                        false,
                                                        false,
                                                        Optional.empty(),
                                                        Optional.empty()))));

        assertThat(check.getFilterEnabledMetadata().getPath(0).getKey())
                .startsWith(selection.getShadowRulesStatPrefix());
        assertThat(check.getGrpcService().getEnvoyGrpc().getAuthority())
                .isEqualTo("outbound_.80_._.a");
    }
}
