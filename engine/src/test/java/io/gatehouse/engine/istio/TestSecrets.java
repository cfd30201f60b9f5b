// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// TLS Secrets as YAML, from the key pair in the test resources.
final class TestSecrets {
    private TestSecrets() {}

    static String rsa(String namespace, String name) {
        return """
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/tls
        metadata: {name: %s, namespace: %s}
        data: {tls.crt: %s, tls.key: %s}
        """
                .formatted(name, namespace, resource("rsa.crt"), resource("rsa.key"));
    }

    /// A CA without a key pair.
    static String authority(String namespace, String name) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        data: {ca.crt: %s}
        """
                .formatted(name, namespace, resource("ca.crt"));
    }

    /// A key pair with the CA of clients.
    static String mutual(String namespace, String name) {
        return rsa(namespace, name).stripTrailing().replaceFirst("}$", "")
                + ", ca.crt: %s}\n".formatted(resource("ca.crt"));
    }

    private static String resource(String name) {
        try (InputStream in = TestSecrets.class.getResourceAsStream("/" + name)) {
            String pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
