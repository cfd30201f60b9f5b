// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.Caller;
import io.gatehouse.xds.ProxyDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/// Admits the proxy that this process starts and no other program of the machine: it knows a secret
/// of this run. It waits until it may open ports.
final class LocalProxies implements ProxyDirectory {
    private final String token;
    private final CountDownLatch opened = new CountDownLatch(1);

    LocalProxies() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
    }

    String token() {
        return token;
    }

    /// From now on the proxy is given what it asks for.
    void open() {
        opened.countDown();
    }

    @Override
    public Admission admit(Node node, Caller caller) {
        boolean known =
                caller.token()
                        .filter(given -> MessageDigest.isEqual(bytes(given), bytes(token)))
                        .isPresent();
        return known
                ? admitted()
                : new Admission.Refused("only the proxy that this process started may connect");
    }

    private Admission admitted() {
        try {
            opened.await();
            return new Admission.Admitted(GatewayGroup.NAME);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Admission.Refused("this process ends");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
