// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class MemoryReturnTest {
    private final MemoryReturn memory = new MemoryReturn();

    @Test
    void isDueWhenMoreThanHalfHasGone() {
        memory.count(10_000);
        memory.count(6_000);
        assertThat(memory.due()).isFalse();
        memory.count(4_000);
        assertThat(memory.due()).isTrue();
        memory.collect();
        memory.count(3_000);
        assertThat(memory.due()).isFalse();
    }

    @Test
    void isNotWorthItForFew() {
        memory.count(900);
        memory.count(0);
        assertThat(memory.due()).isFalse();
    }

    @Test
    void collects() {
        WeakReference<Object> gone = new WeakReference<>(new Object());
        memory.collect();
        assertThat(gone.get()).isNull();
    }
}
