// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.live.PolicyMeaning.Answer;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random policies let in exactly what they say: a real Envoy answers random requests, with and
/// without tokens, as [PolicyMeaning] does, which knows nothing of how they are translated.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyMeaningIT {
    private static final int ROUNDS = Integer.getInteger("policies.rounds", 10);
    private static final int REQUESTS = 40;

    private final Backends shop = Backends.start("shop", 1);
    private final CheckProviders providers = CheckProviders.start();
    private LiveGateway gateway;
    private Policies policies;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        shop.yaml(),
                        Yaml.routeTo("shop", "*", "shop"),
                        providers.services(),
                        Yaml.meshLines(
                                "defaultConfig: {gatewayTopology: {numTrustedProxies: 1}}\n"
                                        + providers.mesh()));
        policies = new Policies(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        providers.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void envoyAnswersWhatThePoliciesMean(long seed) throws IOException {
        Dice dice = Dice.of(seed);
        int port = gateway.port(80);
        RandomPolicies random =
                new RandomPolicies(dice, PolicyWords.ofRequests(port), CheckProviders.NAMES);
        Set<Answer> seen = EnumSet.noneOf(Answer.class);
        for (int round = 0; round < ROUNDS; round++) {
            List<PolicyMeaning.Policy> chosen = random.policies();
            Set<String> issuers = issuers(dice);
            apply(chosen, issuers);
            List<String> wrong = new ArrayList<>();
            try (GatewayConnection connection = gateway.http().connect()) {
                for (int i = 0; i < REQUESTS; i++) {
                    RandomToken token = RandomToken.roll(dice);
                    GatewayRequest request = request(dice, token);
                    Answer answer = answer(connection.send(request));
                    Answer meant =
                            PolicyMeaning.answer(
                                    chosen, new AskedRequest(request, port, token, issuers));
                    seen.add(answer);
                    if (answer != meant) {
                        wrong.add("%s, meant %s: %s %s".formatted(answer, meant, request, token));
                    }
                }
            }
            assertThat(wrong)
                    .as("seed %d, round %d: %s, issuers %s", seed, round, chosen, issuers)
                    .isEmpty();
        }
        assertThat(seen)
                .as("seed %d", seed)
                .contains(
                        Answer.SERVED, Answer.REFUSED, Answer.REFUSED_BY_SERVICE, Answer.BAD_TOKEN);
    }

    private void apply(List<PolicyMeaning.Policy> chosen, Set<String> issuers) {
        policies.clear();
        if (issuers.isEmpty()) {
            gateway.change(
                    List.of(),
                    List.of(new ObjectKey(Kind.REQUEST_AUTHENTICATION, "istio-system", "tokens")));
        } else {
            gateway.apply(RandomToken.policy(issuers));
        }
        for (int i = 0; i < chosen.size(); i++) {
            policies.apply("p" + i, chosen.get(i).spec());
        }
    }

    private static Set<String> issuers(Dice dice) {
        return new TreeSet<>(
                dice.some(
                        0,
                        3,
                        () -> dice.one(List.of(TokenSigner.ISSUER, RandomToken.OTHER_ISSUER))));
    }

    private static GatewayRequest request(Dice dice, RandomToken token) {
        GatewayRequest request =
                new GatewayRequest(
                        dice.one(List.of("GET", "GET", "POST", "PUT")),
                        dice.one(
                                List.of(
                                        "a.example.com",
                                        "A.example.com",
                                        "a.example.com:80",
                                        "b.example.com.",
                                        "b.example.com",
                                        "a.org")),
                        dice.one(List.of("/", "/a", "/a/b", "/a/b/c", "/ab", "/b", "/a?x=/b")),
                        List.of(),
                        "");
        request = with(request, "x-team", dice.one(List.of("", "red", "blue", "green")));
        request = with(request, "x-let", dice.one(List.of("", "yes", "yes")));
        request =
                with(request, "x-forwarded-for", dice.one(List.of("", "203.0.113.7", "10.1.1.1")));
        return with(
                request, "authorization", token.text().isEmpty() ? "" : "Bearer " + token.text());
    }

    private static GatewayRequest with(GatewayRequest request, String header, String value) {
        return value.isEmpty() ? request : request.with(header, value);
    }

    private static Answer answer(GatewayResponse response) {
        if (response.status() == 200) {
            return Answer.SERVED;
        }
        return switch (response.body()) {
            case "RBAC: access denied" -> Answer.REFUSED;
            case "refused" -> Answer.REFUSED_BY_SERVICE;
            case "" -> Answer.UNASKED;
            case String body when body.contains("Jwt") -> Answer.BAD_TOKEN;
            default -> throw new AssertionError(response.toString());
        };
    }
}
