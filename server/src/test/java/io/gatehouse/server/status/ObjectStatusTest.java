// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.status.Delivery.OnProxy;
import io.gatehouse.server.status.Delivery.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectStatusTest {
    private static final ConfigObject GATEWAY =
            GivenYaml.valid(
                            """
                            apiVersion: networking.istio.io/v1
                            kind: Gateway
                            metadata: {name: gw, namespace: shop, generation: 7}
                            spec:
                              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
                            """)
                    .getFirst();

    private static final Delivery LIVE = delivery("live", "live");

    private static Delivery delivery(String... states) {
        List<OnProxy> proxies = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            State state =
                    switch (states[i]) {
                        case "live" -> new State.Live();
                        case "waits" -> new State.Waiting();
                        default -> new State.Refused(states[i]);
                    };
            proxies.add(new OnProxy("proxy-" + i, state));
        }
        return new Delivery(proxies);
    }

    private static Finding finding(FindingCode code) {
        return Finding.of(code, GATEWAY.key(), FieldPath.of("spec.field"), "said");
    }

    private static ObjectStatus status(List<Finding> findings, Delivery delivery) {
        return ObjectStatus.of(GATEWAY.kind(), Optional.of(GATEWAY), findings, delivery);
    }

    private static String text(ObjectStatus status) {
        return status.conditions().stream()
                .map(c ->
                        "%s=%s %s: %s"
                                .formatted(
                                        c.type().text(),
                                        c.status().text(),
                                        c.reason(),
                                        c.message()))
                .collect(Collectors.joining("\n"));
    }

    private static String shortText(ObjectStatus status) {
        return status.conditions().stream()
                .map(c -> c.status().text().substring(0, 1))
                .collect(Collectors.joining());
    }

    @Test
    void anObjectThatIsAllRightIsLiveOnItsProxies() {
        ObjectStatus status = status(List.of(), LIVE);

        assertThat(text(status))
                .isEqualTo(
                        """
                        Accepted=True Accepted: valid
                        ResolvedRefs=True ResolvedRefs: all that it names exists
                        Programmed=True Programmed: live on 2/2 proxies\
                        """);
        assertThat(status.messages()).isEmpty();
        assertThat(status.observedGeneration()).contains(7L);
    }

    /// Accepted, ResolvedRefs, Programmed: True, False, Unknown.
    @ParameterizedTest
    @CsvSource({
        "GATEWAY_WITHOUT_WORKLOAD, FTT",
        "SERVER_CONFLICT,          FTT",
        "HOST_NOT_ON_GATEWAY,      FTT",
        "SECRET_MISSING,           TFT",
        "DESTINATION_NOT_FOUND,    TFT",
        "GATEWAY_NOT_FOUND,        TFT",
        "DELEGATE_NOT_FOUND,       TFT",
        "PORT_NOT_ON_SERVICE,      TTF",
        "ADDRESS_PENDING,          TTF",
        "CERTIFICATE_NOT_VALID,    TTT",
        "RULE_UNREACHABLE,         TTT",
        "INVALID_VALUE,            FTF",
    })
    void eachFindingMakesFalseWhatItIsAbout(FindingCode code, String expected) {
        ObjectStatus status = status(List.of(finding(code)), LIVE);

        assertThat(shortText(status)).isEqualTo(expected);
        assertThat(status.messages())
                .extracting(ValidationMessage::code)
                .containsExactly(code.id());
    }

    @Test
    void theWorstFindingIsToldAndTheOthersAreCounted() {
        ObjectStatus status =
                status(
                        List.of(
                                finding(FindingCode.GATEWAY_NOT_FOUND),
                                finding(FindingCode.SECRET_MISSING)),
                        LIVE);

        assertThat(status.conditions().get(1))
                .isEqualTo(
                        new Condition(
                                ConditionType.RESOLVED_REFS,
                                Condition.Status.FALSE,
                                "SecretMissing",
                                "spec.field: said (and 1 more)"));
        assertThat(status.messages())
                .extracting(ValidationMessage::name)
                .containsExactly("SecretMissing", "GatewayNotFound");
    }

    @Test
    void aPortThatNobodyReachesIsToldBesideWhoHasTheGateway() {
        assertThat(text(status(List.of(finding(FindingCode.PORT_NOT_ON_SERVICE)), LIVE)))
                .endsWith(
                        "Programmed=False PortNotOnService: live on 2/2 proxies; spec.field: said");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    live,waits      | Unknown Pending: live on 1/2 proxies
                    live            | True Programmed: live on 1/1 proxy
                    ''              | Unknown NoProxy: no gateway proxy that it applies to is connected
                    live,bad value  | False Refused: live on 1/2 proxies; proxy-1 refused bad value
                    """)
    void programmedTellsHowFarTheObjectHasCome(String states, String expected) {
        Delivery delivery = states.isEmpty() ? Delivery.NOWHERE : delivery(states.split(","));

        assertThat(text(status(List.of(), delivery))).endsWith("Programmed=" + expected);
    }

    @Test
    void ofARefusedObjectTheVersionBeforeIsServed() {
        ObjectStatus status = status(List.of(finding(FindingCode.UNKNOWN_FIELD)), LIVE);

        assertThat(text(status))
                .isEqualTo(
                        """
                        Accepted=False UnknownField: spec.field: said; the version before goes on being served
                        ResolvedRefs=True ResolvedRefs: all that it names exists
                        Programmed=False NotAccepted: the version before is live on 2/2 proxies\
                        """);
        assertThat(status.observedGeneration()).isEmpty();
    }

    @Test
    void whatAnObjectNamesIsLookedForWhereAProxyNeedsIt() {
        assertThat(text(status(List.of(), Delivery.NOWHERE)))
                .contains(
                        "ResolvedRefs=Unknown NoProxy: not looked for, since no gateway proxy that it applies to is connected");
        assertThat(
                        shortText(
                                status(
                                        List.of(finding(FindingCode.GATEWAY_NOT_FOUND)),
                                        Delivery.NOWHERE)))
                .isEqualTo("TFU");
    }

    @Test
    void anObjectThatWasNeverAcceptedIsServedByNobody() {
        ObjectStatus status =
                ObjectStatus.of(
                        GATEWAY.kind(),
                        Optional.empty(),
                        List.of(finding(FindingCode.MISSING_FIELD)),
                        Delivery.NOWHERE);

        assertThat(shortText(status)).isEqualTo("FUF");
    }

    @Test
    void aWorkloadEntryIsOnlyJudged() {
        ConfigObject entry =
                GivenYaml.valid(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: WorkloadEntry
                                metadata: {name: vm, namespace: shop}
                                spec: {address: 10.0.0.1}
                                """)
                        .getFirst();

        assertThat(
                        ObjectStatus.of(
                                        entry.kind(),
                                        Optional.of(entry),
                                        List.of(),
                                        Delivery.NOWHERE)
                                .conditions())
                .extracting(Condition::type)
                .containsExactly(ConditionType.ACCEPTED);
    }
}
