// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusQueueTest {
    private static final ObjectKey A = new ObjectKey(Kind.GATEWAY, "shop", "a");
    private static final ObjectKey B = new ObjectKey(Kind.GATEWAY, "shop", "b");
    private static final ObjectKey C = new ObjectKey(Kind.GATEWAY, "shop", "c");

    private final StatusQueue queue = new StatusQueue(Duration.ofNanos(10), Duration.ofNanos(30));

    @Test
    void anObjectIsDueOnceWhenItHasBeenQuiet() {
        queue.changed(A, 0);
        queue.changed(A, 8);

        assertThat(queue.poll(17)).isEmpty();
        assertThat(queue.poll(18)).contains(A);
        assertThat(queue.poll(99)).isEmpty();
    }

    @Test
    void anObjectThatIsNeverQuietIsDueAllTheSame() {
        for (int now = 0; now <= 30; now += 5) {
            queue.changed(A, now);
        }

        assertThat(queue.poll(29)).isEmpty();
        assertThat(queue.poll(30)).contains(A);
    }

    @Test
    void whatChangedComesBeforeWhatIsLookedAtInPassing() {
        queue.inPassing(List.of(B, A, C));
        queue.changed(C, 0);

        assertThat(queue.poll(10)).contains(C);
        assertThat(queue.poll(10)).contains(B);
        assertThat(queue.poll(10)).contains(A);
        assertThat(queue.poll(10)).isEmpty();
    }

    @Test
    void whatIsTriedAgainKeepsItsEarlierTime() {
        queue.changed(A, 0);
        queue.again(A, 500);
        queue.again(B, 5);

        assertThat(queue.poll(9)).contains(B);
        assertThat(queue.poll(10)).contains(A);
        assertThat(queue.isDue(1000)).isFalse();
    }
}
