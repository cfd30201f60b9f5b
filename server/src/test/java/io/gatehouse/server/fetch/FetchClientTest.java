// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testing.Ports;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchClientTest {
    private static final int LARGEST = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DocumentServer server = DocumentServer.start();
    private final FetchClient client =
            new FetchClient(FetchAddresses.withoutLinkLocal(), FetchAuthorities.JAVA, LARGEST);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void assertFails(String location, String... words) {
        assertThatThrownBy(() -> client.text(location, PATIENCE))
                .isInstanceOf(FetchException.class)
                .message()
                .contains(words);
    }

    @Test
    void readsADocument() throws FetchException, InterruptedException {
        server.put("/keys", "ä");

        assertThat(client.text(server.uri("/keys?a=b"), PATIENCE)).isEqualTo("ä");
    }

    @Test
    void followsAFewRedirects() throws FetchException, InterruptedException {
        server.put("/keys", "found");
        server.redirect("/a", "/b");
        server.redirect("/b", server.uri("/keys"));
        server.redirect("/round", "/round");
        server.redirect("/file", "file:///etc/passwd");
        server.redirect("/broken", "http://a b/");

        assertThat(client.text(server.uri("/a"), PATIENCE)).isEqualTo("found");
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
    void readsNoMoreThanItMay() {
        server.put("/keys", "x".repeat(LARGEST + 1));

        assertFails(server.uri("/keys"), server.uri("/keys"));
    }

    @Test
    void givesUpWhenItTakesTooLong() {
        server.hold("/keys");

        assertThatThrownBy(() -> client.text(server.uri("/keys"), Duration.ofMillis(50)))
                .hasMessageContaining("took longer than 50 ms");
    }
}
