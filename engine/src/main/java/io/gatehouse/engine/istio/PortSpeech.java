// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;
import java.util.Comparator;

/// What some server would have a port speak.
record PortSpeech(GroupPort port, Language language) implements Comparable<PortSpeech> {
    private static final Comparator<PortSpeech> ORDER =
            Comparator.comparing(PortSpeech::port).thenComparing(PortSpeech::language);

    enum Language {
        TLS,
        HTTP,
        TCP;

        static Language of(ServerKind kind) {
            return kind.tls() ? TLS : kind == ServerKind.HTTP ? HTTP : TCP;
        }
    }

    @Override
    public int compareTo(PortSpeech other) {
        return ORDER.compare(this, other);
    }
}
