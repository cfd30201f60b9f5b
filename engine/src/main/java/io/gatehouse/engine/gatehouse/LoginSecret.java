// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that proxies are given of the Secret of an OpenID client.
public record LoginSecret(ObjectKey secret, Use use) {
    /// The entry of the Secret.
    static final String ENTRY = "client-secret";

    private static final Pattern NAME = Pattern.compile("oidc-(client|cookies)://([^/]+)/([^/]+)");

    public enum Use {
        /// By which a proxy shows the provider who it is.
        CLIENT,
        /// By which it knows its own cookies again.
        COOKIES
    }

    /// Under which proxies ask for it.
    public String name() {
        return "oidc-%s://%s/%s"
                .formatted(
                        use == Use.CLIENT ? "client" : "cookies",
                        secret.namespace(),
                        secret.name());
    }

    static Optional<LoginSecret> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(
                        new LoginSecret(
                                new ObjectKey(Kind.SECRET, matcher.group(2), matcher.group(3)),
                                matcher.group(1).equals("client") ? Use.CLIENT : Use.COOKIES))
                : Optional.empty();
    }
}
