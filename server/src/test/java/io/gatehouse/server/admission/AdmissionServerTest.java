// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.server.certificate.KeyPairPem;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AdmissionServerTest {
    private static final String GOOD =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default}
            spec:
              hosts: [shop.example.com]
              http:
                - route: [{destination: {host: shop}}]
            """;
    private static final String BAD = GOOD.replace("{host: shop}", "{host: shop}, weight: -1");

    private final AdvancedTlsX509KeyManager certificate = new AdvancedTlsX509KeyManager();
    private final List<ReviewVerdict> verdicts = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    @AutoClose private final AdmissionServer server;
    @AutoClose private final HttpClient client = client();

    AdmissionServerTest() throws Exception {
        serveWith(TestCertificates.issue("localhost"));
        server = start(Duration.ofMinutes(1));
    }

    private AdmissionServer start(Duration longestArrival) throws IOException {
        return new AdmissionServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                certificate,
                Optional::empty,
                List::of,
                (verdict, _) -> verdicts.add(verdict),
                new EventLog(
                        new JsonFormat(),
                        new PrintStream(logged, true, StandardCharsets.UTF_8),
                        Clock.systemUTC()),
                longestArrival);
    }

    private void serveWith(IssuedCertificate issued) throws Exception {
        certificate.updateIdentityCredentials(
                KeyPairPem.certificates(issued.chain()).toArray(X509Certificate[]::new),
                KeyPairPem.privateKey(issued.key()));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(trusting()).build();
    }

    private static SSLContext trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", KeyPairPem.certificate(TestCertificates.authority()));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder at(String path) {
        return at(server, path);
    }

    private static HttpRequest.Builder at(AdmissionServer with, String path) {
        return HttpRequest.newBuilder(
                        URI.create("https://localhost:" + with.address().getPort() + path))
                .timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> review(String body) throws Exception {
        return send(at("/validate?timeout=5s").POST(BodyPublishers.ofString(body)));
    }

    private static Map<?, ?> response(HttpResponse<String> answer) throws Exception {
        Map<?, ?> review = GivenReview.map(JsonText.parse(answer.body()));
        assertThat(review.get("apiVersion")).isEqualTo("admission.k8s.io/v1");
        assertThat(review.get("kind")).isEqualTo("AdmissionReview");
        return GivenReview.map(review.get("response"));
    }

    @Test
    void allowsWhatIsGood() throws Exception {
        Map<?, ?> response = response(review(GivenReview.create(GOOD).json()));
        assertThat(response)
                .isEqualTo(Map.of("uid", "705ab4f5-6393-11e8-b7cc-42010a800002", "allowed", true));
        assertThat(verdicts).containsExactly(ReviewVerdict.ALLOWED);
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void refusesWhatIsBadAndLogsIt() throws Exception {
        Map<?, ?> response = response(review(GivenReview.create(BAD).json()));
        assertThat(response.get("allowed")).isEqualTo(false);
        Map<?, ?> status = GivenReview.map(response.get("status"));
        assertThat(status.get("code")).isEqualTo(400L);
        assertThat(status.get("message"))
                .asString()
                .startsWith("GH0103 spec.http[0].route[0].weight: ");
        assertThat(verdicts).containsExactly(ReviewVerdict.REFUSED);
        assertThat(logged.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains(
                        "refused VirtualService default/shop: GH0103 spec.http[0].route[0].weight",
                        "\"user\":\"anna\"");
    }

    @Test
    void warnsOfWhatIsSuspicious() throws Exception {
        String unknown = GOOD.replace("spec:", "spec:\n  host: shop");
        Map<?, ?> response = response(review(GivenReview.create(unknown).json()));
        assertThat(response.get("allowed")).isEqualTo(true);
        assertThat((List<?>) response.get("warnings"))
                .singleElement()
                .asString()
                .startsWith("GH0102 spec.host: unknown field \"host\"");
        assertThat(verdicts).containsExactly(ReviewVerdict.WARNED);
    }

    @Test
    void answersManyAtOnce() {
        assertThat(
                        IntStream.range(0, 50)
                                .mapToObj(i -> GivenReview.create(i % 2 == 0 ? GOOD : BAD).json())
                                .map(body ->
                                        client.sendAsync(
                                                at("/validate")
                                                        .POST(BodyPublishers.ofString(body))
                                                        .build(),
                                                BodyHandlers.ofString()))
                                .toList())
                .allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(200));
        assertThat(verdicts).hasSize(50).filteredOn(ReviewVerdict.REFUSED::equals).hasSize(25);
    }

    @Test
    void whatIsNoReviewIsTold() throws Exception {
        assertThat(review("{}").statusCode()).isEqualTo(400);
        assertThat(review("").body()).contains("expected: an AdmissionReview");
        assertThat(send(at("/validate").GET()).statusCode()).isEqualTo(405);
        assertThat(send(at("/other").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
        assertThat(verdicts).containsExactly(ReviewVerdict.FAILED, ReviewVerdict.FAILED);
    }

    @Test
    void whatIsTooLargeIsNotRead() throws Exception {
        String large = "[" + " ".repeat(8 << 20) + "]";
        assertThat(review(large).statusCode()).isEqualTo(413);
        assertThat(review(GivenReview.create(GOOD).json()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverSendsNoEndKeepsNobodyWaiting() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try (AdmissionServer impatient = start(Duration.ofSeconds(2))) {
            for (int i = 0; i < 3; i++) {
                stalled.add(stall(impatient));
            }
            HttpRequest.Builder review =
                    at(impatient, "/validate")
                            .POST(BodyPublishers.ofString(GivenReview.create(GOOD).json()));
            assertThat(send(review).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private static Socket stall(AdmissionServer with) throws IOException {
        Socket socket =
                trusting().getSocketFactory().createSocket("localhost", with.address().getPort());
        String begun = "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Length: 8388608\r\n\r\n{";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void anotherCertificateIsServedWithoutARestart() throws Exception {
        assertThat(review(GivenReview.create(GOOD).json()).statusCode()).isEqualTo(200);
        IssuedCertificate other = TestCertificates.issue("localhost");
        serveWith(other);
        String fresh = KeyPairPem.certificate(other.chain()).getSerialNumber().toString();
        await().untilAsserted(() -> {
            try (HttpClient another = client()) {
                HttpResponse<String> answer =
                        another.send(
                                at("/validate")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        GivenReview.create(GOOD).json()))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(
                                ((X509Certificate)
                                                answer.sslSession()
                                                        .orElseThrow()
                                                        .getPeerCertificates()[0])
                                        .getSerialNumber())
                        .hasToString(fresh);
            }
        });
    }
}
