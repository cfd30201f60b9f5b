// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.core.SecretValue;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Keys;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.SharedSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What logins of each group's proxies need of Secrets: what routes name, and nothing else.
///
/// The key of cookies is derived from the client's secret (docs/adr/0023), so that all replicas and
/// all proxies have the same, also after a restart.
public final class LoginSecretNodes {
    private static final String MAC = "HmacSHA256";
    private static final String PURPOSE = "gatehouse.io/oidc/cookies/v1";

    public final Index<GroupHost, GroupLoginSecret> secrets;

    public final Derivation<GroupLoginSecret, SharedSecret> material;

    private final ConfigTables tables;
    private final Derivation<GroupHost, HostRoutes> hostRoutes;

    public LoginSecretNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Keys<GroupHost> hosts,
            Derivation<GroupHost, HostRoutes> hostRoutes) {
        this.tables = tables;
        this.hostRoutes = hostRoutes;
        secrets = graph.index("login secrets of host", hosts, this::secrets);
        material = graph.derivation("login secret", this::material);
    }

    private Set<GroupLoginSecret> secrets(Evaluation e, GroupHost host) {
        Set<GroupLoginSecret> found = new LinkedHashSet<>();
        e.get(hostRoutes, host).rules().stream()
                .flatMap(rule -> rule.policyFeatures().stream())
                .flatMap(feature -> feature.materials().stream())
                .flatMap(name -> LoginSecret.parse(name).stream())
                .map(secret -> new GroupLoginSecret(host.group(), secret))
                .forEach(found::add);
        return found;
    }

    private SharedSecret material(Evaluation e, GroupLoginSecret key) {
        String client =
                e.read(tables.secrets, key.secret().secret())
                        .flatMap(
                                secret -> Optional.ofNullable(secret.data().get(LoginSecret.ENTRY)))
                        .map(LoginSecretNodes::text)
                        .orElseThrow();
        return new SharedSecret(
                key.secret().name(),
                switch (key.secret().use()) {
                    case CLIENT -> client;
                    case COOKIES -> cookieKey(client);
                });
    }

    static String text(SecretValue value) {
        return value.bytes().utf8().strip();
    }

    private static String cookieKey(String clientSecret) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), MAC));
            byte[] key = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is part of every Java", e);
        }
    }
}
