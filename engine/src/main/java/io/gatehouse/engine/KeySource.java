// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Comparator;

/// Where keys are that a rule for tokens does not hold itself, or what a provider of logins says
/// about itself.
///
/// @param location a URI
/// @param what is there
public record KeySource(String location, Content what) implements Comparable<KeySource> {
    private static final Comparator<KeySource> ORDER =
            Comparator.comparing(KeySource::location).thenComparing(KeySource::what);

    public enum Content {
        KEYS,
        /// It is that of an issuer, whose OpenID configuration says where its keys are.
        ISSUER,
        /// An OpenID configuration, which is wanted itself.
        CONFIGURATION
    }

    /// @param issuer whether it is that of an issuer
    public KeySource(String location, boolean issuer) {
        this(location, issuer ? Content.ISSUER : Content.KEYS);
    }

    /// OpenID Connect Discovery 1.0, section 4.
    public static KeySource configurationOf(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return new KeySource(base + "/.well-known/openid-configuration", Content.CONFIGURATION);
    }

    public boolean issuer() {
        return what == Content.ISSUER;
    }

    @Override
    public int compareTo(KeySource other) {
        return ORDER.compare(this, other);
    }
}
