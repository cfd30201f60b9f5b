// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.ClientIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/// The text form of certificates, keys and lists.
final class Pem {
    private Pem() {}

    static String of(Object item) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static String certificate(ClientIdentity identity) {
        return of(identity.certificate());
    }

    static String key(ClientIdentity identity) {
        try {
            return of(new JcaPKCS8Generator(identity.key(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
