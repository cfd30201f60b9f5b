// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/// Sends the requests of cases to a gateway that has their configuration, and compares what came of
/// them with what was recorded.
public record CorpusComparison(CorpusAddresses addresses, CorpusCertificates certificates) {
    /// Ejections and the like take effect a moment after the answer that caused them.
    public static final Duration UNTIL_SETTLED = Duration.ofSeconds(3);

    /// Of those of which it is known that they will not be as expected.
    public static final Duration UNTIL_SURE = Duration.ofMillis(500);

    /// For people; none if all is as recorded.
    ///
    /// @param patience for what is not as recorded at once
    public List<String> mismatches(CorpusCase recorded, Duration patience) {
        CorpusClient client = new CorpusClient(addresses.gatewayOf(recorded), certificates);
        List<String> wrong = new ArrayList<>();
        for (CorpusRequest request : recorded.requests()) {
            CorpusOutcome got = settled(client, request, patience);
            if (!got.isAs(request.expected())) {
                wrong.add(
                        "  request  %s%n  expected %s%n  got      %s"
                                .formatted(request, request.expected(), got));
            }
        }
        return wrong;
    }

    /// What came of the request once it is as expected, or at last.
    private static CorpusOutcome settled(
            CorpusClient client, CorpusRequest request, Duration patience) {
        AtomicReference<CorpusOutcome> last = new AtomicReference<>(client.outcome(request));
        if (!last.get().isAs(request.expected())) {
            try {
                await().atMost(patience)
                        .pollInSameThread()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> {
                            last.set(client.outcome(request));
                            return last.get().isAs(request.expected());
                        });
            } catch (ConditionTimeoutException _) {
                // told by who asked
            }
        }
        return last.get();
    }
}
