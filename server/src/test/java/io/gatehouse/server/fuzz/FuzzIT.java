// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.Translation;
import io.gatehouse.server.golden.TranslatedResources;
import io.gatehouse.server.live.TestProxy;
import io.gatehouse.testing.EnvoyValidator;
import io.gatehouse.testing.EnvoyVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is accepted of damaged YAML gives configuration that a real Envoy accepts. `-Dfuzz.seed=N
/// -Dfuzz.sample=N` try others and more.
class FuzzIT {
    private static final int SAMPLE = Integer.getInteger("fuzz.sample", 600);
    private static final long SEED = Long.getLong("fuzz.seed", 1_000);
    private static final int GROUP = 10;

    private static final FuzzCorpus CORPUS = FuzzCorpus.load();
    private static final EnvoyValidator VALIDATOR =
            new EnvoyValidator(TestProxy.binary(), TestProxy.bootstrap(1));

    @Test
    void envoyAcceptsWhatIsAccepted() {
        FuzzInputs inputs = new FuzzInputs(CORPUS, SEED);
        List<String> refusals = new ArrayList<>();
        for (int validated = 0; validated < SAMPLE; validated += GROUP) {
            List<FuzzInput> group = new ArrayList<>();
            while (group.size() < GROUP) {
                FuzzInput input = inputs.next();
                if (!input.accepted().isEmpty() && !hasProgram(input) && !takesAway(input)) {
                    group.add(input);
                }
            }
            if (!verdict(group).accepted()) {
                refusals.add(refusal(group));
            }
        }
        assertThat(refusals).as(String.join("\n\n", refusals)).isEmpty();
    }

    /// Whether it is one that runs, Envoy alone can tell.
    private static boolean hasProgram(FuzzInput input) {
        return input.toString().contains(".http.lua.");
    }

    /// Whether it has a patch that may take away the listener of some routes: these would have to
    /// be validated without it.
    private static boolean takesAway(FuzzInput input) {
        String text = input.toString();
        return text.contains("EnvoyFilter") && text.contains("REMOVE");
    }

    /// The fewest inputs, found by halving, that Envoy refuses, and its words.
    private static String refusal(List<FuzzInput> group) {
        List<FuzzInput> refused = group;
        while (refused.size() > 1) {
            List<FuzzInput> first = refused.subList(0, refused.size() / 2);
            List<FuzzInput> second = refused.subList(refused.size() / 2, refused.size());
            if (!verdict(first).accepted()) {
                refused = first;
            } else if (!verdict(second).accepted()) {
                refused = second;
            } else {
                break;
            }
        }
        return verdict(refused).words().stream().collect(Collectors.joining("\n"))
                + "\n"
                + refused.stream().map(FuzzInput::toString).collect(Collectors.joining("\n"));
    }

    private static EnvoyVerdict verdict(List<FuzzInput> inputs) {
        SortedMap<ObjectKey, ConfigObject> objects = new TreeMap<>(FuzzFixture.objects());
        inputs.forEach(input -> input.accepted().forEach(o -> objects.put(o.key(), o)));
        return VALIDATOR.validate(
                TranslatedResources.of(Translation.of(objects.values(), TestGroups.INGRESS)));
    }
}
