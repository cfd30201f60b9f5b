// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.live.PolicyMeaning.Answer;
import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// As [PolicyMeaningIT], of connections that the gateway forwards without looking into them: plain
/// ones, and ones with TLS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionMeaningIT {
    private static final int ROUNDS = Integer.getInteger("policies.rounds", 10);
    private static final TestAuthority AUTHORITY = TestAuthority.make("ca");
    private static final ClientIdentity CLIENT = AUTHORITY.issue("client.example.com");
    private static final List<String> NAMES =
            List.of("a.example.com", "b.example.com", "a.example.org");

    private final Backends shop = Backends.start("shop", 1);
    private final TlsBackend vault =
            TlsBackend.start(AUTHORITY.issue("vault.example.com"), AUTHORITY.certificate());
    private final CheckProviders providers = CheckProviders.start();
    private LiveGateway gateway;
    private Policies policies;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.tcpTo("gw", "shop"),
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: tls, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 443, name: tls, protocol: TLS}
                            hosts: ["*"]
                            tls: {mode: PASSTHROUGH}
                        ---
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: tls, namespace: default}
                        spec:
                          hosts: ["*"]
                          gateways: [tls]
                          tls:
                          - match: [{sniHosts: ["*"]}]
                            route: [{destination: {host: vault.example.org}}]
                        """,
                        shop.yaml(),
                        Yaml.serviceEntry(
                                "vault",
                                "{address: 127.0.0.1, ports: {http: %d}}".formatted(vault.port())),
                        providers.services(),
                        Yaml.meshLines(providers.mesh()));
        policies = new Policies(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        vault.close();
        providers.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void envoyLetsInWhatThePoliciesMean(long seed) {
        Dice dice = Dice.of(seed);
        PolicyWords words =
                PolicyWords.ofConnections(List.of(gateway.port(8000), gateway.port(443), 1));
        RandomPolicies random = new RandomPolicies(dice, words, CheckProviders.NAMES);
        Set<Answer> seen = EnumSet.noneOf(Answer.class);
        for (int round = 0; round < ROUNDS; round++) {
            List<PolicyMeaning.Policy> chosen = random.policies();
            policies.clear();
            for (int i = 0; i < chosen.size(); i++) {
                policies.apply("p" + i, chosen.get(i).spec());
            }
            boolean let = dice.once(2);
            providers.grpc().letConnections(let);
            List<String> wrong = new ArrayList<>();
            for (AskedConnection connection : connections(let)) {
                boolean letIn = letIn(connection);
                Answer meant = PolicyMeaning.answer(chosen, connection);
                seen.add(meant);
                if (letIn != (meant == Answer.SERVED)) {
                    wrong.add((letIn ? "let in: " : "refused: ") + connection);
                }
            }
            assertThat(wrong).as("seed %d, round %d: %s", seed, round, chosen).isEmpty();
        }
        assertThat(seen).as("seed %d", seed).contains(Answer.SERVED, Answer.REFUSED);
    }

    private List<AskedConnection> connections(boolean let) {
        List<AskedConnection> connections = new ArrayList<>();
        connections.add(new AskedConnection(gateway.port(8000), "", let));
        NAMES.forEach(name -> connections.add(new AskedConnection(gateway.port(443), name, let)));
        return connections;
    }

    private static boolean letIn(AskedConnection connection) {
        int port = connection.port();
        String name = connection.serverName();
        GatewayClient client =
                name.isEmpty()
                        ? GatewayClient.plain(port)
                        : GatewayClient.tls(port, ClientTls.to(name).showing(CLIENT));
        try {
            return client.get("any.example.com", "/").status() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
