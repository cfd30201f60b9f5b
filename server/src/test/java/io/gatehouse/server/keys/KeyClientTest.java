// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testing.Ports;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DocumentServer server = DocumentServer.start();
    private final KeyClient client = new KeyClient(new KeyAddresses(false), KeyAuthorities.JAVA);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void assertFails(String location, String... words) {
        assertThatThrownBy(() -> client.get(location, PATIENCE))
                .isInstanceOf(KeyFetchException.class)
                .message()
                .contains(words);
    }

    @Test
    void readsADocument() throws KeyFetchException, InterruptedException {
        server.put("/keys", "ä");

        assertThat(client.get(server.uri("/keys?a=b"), PATIENCE)).isEqualTo("ä");
    }

    @Test
    void followsAFewRedirects() throws KeyFetchException, InterruptedException {
        server.put("/keys", "found");
        server.redirect("/a", "/b");
        server.redirect("/b", server.uri("/keys"));
        server.redirect("/round", "/round");
        server.redirect("/file", "file:///etc/passwd");
        server.redirect("/broken", "http://a b/");

        assertThat(client.get(server.uri("/a"), PATIENCE)).isEqualTo("found");
        assertFails(server.uri("/round"), "redirects more than 5 times");
        assertFails(server.uri("/file"), "no http or https URI");
        assertFails(server.uri("/broken"), "no URI");
    }

    @Test
    void tellsWhatCameInstead() {
        assertFails(server.uri("/nothing"), server.uri("/nothing"), "status 404");
        assertFails("http://127.0.0.1:%d/".formatted(Ports.free()), "http://127.0.0.1");
        assertFails("http://nowhere.invalid/keys", "no address");
        assertFails("issuer@example.com", "no http or https URI");
        assertFails("http://127.0.0.1:99999/", "no http or https URI");
        assertFails("file:///etc/passwd", "no http or https URI");
    }

    @Test
    void readsNoMoreThanASetOfKeysCanBe() {
        server.put("/keys", "x".repeat((1 << 20) + 1));

        assertFails(server.uri("/keys"), server.uri("/keys"));
    }

    @Test
    void givesUpWhenItTakesTooLong() {
        server.hold("/keys");

        assertThatThrownBy(() -> client.get(server.uri("/keys"), Duration.ofMillis(50)))
                .hasMessageContaining("took longer than 50 ms");
    }
}
