// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random policies let in exactly what they say: a real Envoy answers random requests as
/// [PolicyMeaning] does, which knows nothing of how they are translated.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyMeaningIT {
    private static final int ROUNDS = 15;
    private static final int REQUESTS = 30;

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;
    private Policies policies;

    @BeforeAll
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, shop.yaml(), Yaml.routeTo("shop", "*", "shop"));
        policies = new Policies(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void envoyAnswersWhatThePoliciesMean(long seed) throws IOException {
        RandomPolicies random = new RandomPolicies(new Random(seed), gateway.port(80));
        for (int round = 0; round < ROUNDS; round++) {
            List<PolicyMeaning.Policy> chosen = random.policies();
            policies.clear();
            for (int i = 0; i < chosen.size(); i++) {
                policies.apply("p" + i, chosen.get(i).spec());
            }
            List<String> wrong = new ArrayList<>();
            try (GatewayConnection connection = gateway.http().connect()) {
                for (int i = 0; i < REQUESTS; i++) {
                    GatewayRequest request = random.request();
                    boolean let = connection.send(request).status() == 200;
                    if (let
                            != PolicyMeaning.letsIn(
                                    chosen, new PolicyMeaning.Asked(request, gateway.port(80)))) {
                        wrong.add((let ? "let in: " : "refused: ") + request);
                    }
                }
            }
            assertThat(wrong).as("seed %d, round %d: %s", seed, round, chosen).isEmpty();
        }
    }
}
