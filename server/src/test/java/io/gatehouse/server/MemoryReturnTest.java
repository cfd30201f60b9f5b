// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class MemoryReturnTest {
    private static final int MIB = 1 << 20;

    private long used;
    private final MemoryReturn memory = new MemoryReturn(() -> used);

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
    void isDueWhenMuchWasLeftBehind() {
        used(100);
        used(264);
        assertThat(memory.due()).isFalse();
        used(265);
        assertThat(memory.due()).isTrue();
        used(100);
        assertThat(memory.due()).isTrue();
        memory.collect();
        assertThat(memory.due()).isFalse();
    }

    @Test
    void isOverdueWhenItIsNeverQuiet() {
        used(100);
        used(464);
        assertThat(memory.overdue()).isFalse();
        used(465);
        assertThat(memory.overdue()).isTrue();
        memory.collect();
        assertThat(memory.overdue()).isFalse();
        used(466);
        assertThat(memory.due()).isFalse();
    }

    private void used(int megabytes) {
        used = (long) megabytes * MIB;
        memory.count(1);
    }

    @Test
    void collects() {
        WeakReference<Object> gone = new WeakReference<>(new Object());
        memory.collect();
        assertThat(gone.get()).isNull();
    }
}
