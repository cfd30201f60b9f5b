// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Comparator;

/// Where keys are that a rule for tokens does not hold itself.
///
/// @param location a URI
/// @param issuer whether it is that of an issuer, whose OpenID configuration says where its keys
///   are
public record KeySource(String location, boolean issuer) implements Comparable<KeySource> {
    private static final Comparator<KeySource> ORDER =
            Comparator.comparing(KeySource::location).thenComparing(KeySource::issuer);

    @Override
    public int compareTo(KeySource other) {
        return ORDER.compare(this, other);
    }
}
