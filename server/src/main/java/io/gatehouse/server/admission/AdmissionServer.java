// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.config.Finding;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.log.EventField;
import io.gatehouse.server.log.EventLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// Answers the API server's AdmissionReviews at [#PATH] by HTTPS, each on a virtual thread, from
/// its construction until it is closed. Whatever goes wrong here, no object is refused for it.
public final class AdmissionServer implements AutoCloseable {
    public static final String PATH = "/validate";

    /// More than any object of the API server, twice.
    private static final int LARGEST_REVIEW = 8 << 20;

    /// Of reviews that are worked on at the same time.
    private static final int LARGEST_TOGETHER = 2 * LARGEST_REVIEW;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// In which a review must have arrived, so that nobody keeps others waiting.
    private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(10);

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("review-deadlines").factory());
    private final Duration longestArrival;
    private final Semaphore bytes = new Semaphore(LARGEST_TOGETHER);
    private final Rehearsal rehearsal;
    private final ObjectReview review;
    private final BiConsumer<ReviewVerdict, Duration> reviewed;
    private final EventLog log;

    private record Answer(int status, String contentType, String body) {
        static Answer text(int status, String line) {
            return new Answer(status, "text/plain; charset=utf-8", line + "\n");
        }
    }

    /// @param address port 0 means any free one
    /// @param certificate what it serves with; may become another one
    /// @param state what the control plane knows; absent until it has read the configuration
    /// @param groups that have proxies
    /// @param reviewed told what a review ended with, and how long it took
    /// @throws IOException if it cannot listen there
    public AdmissionServer(
            InetSocketAddress address,
            KeyManager certificate,
            Supplier<Optional<ControlPlaneState>> state,
            Supplier<Collection<ProxyGroup>> groups,
            BiConsumer<ReviewVerdict, Duration> reviewed,
            EventLog log)
            throws IOException {
        this(address, certificate, state, groups, reviewed, log, LONGEST_ARRIVAL);
    }

    AdmissionServer(
            InetSocketAddress address,
            KeyManager certificate,
            Supplier<Optional<ControlPlaneState>> state,
            Supplier<Collection<ProxyGroup>> groups,
            BiConsumer<ReviewVerdict, Duration> reviewed,
            EventLog log,
            Duration longestArrival)
            throws IOException {
        this.longestArrival = longestArrival;
        this.reviewed = reviewed;
        this.log = log;
        rehearsal =
                new Rehearsal(state, groups, InstantSource.system(), System::nanoTime, PATIENCE);
        review = new ObjectReview(rehearsal);
        server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(certificate)));
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    private static SSLContext tls(KeyManager certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {certificate}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /// Gives up memory if there has been nothing to review for a while.
    public void rest() {
        rehearsal.rest();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!PATH.equals(exchange.getRequestURI().getPath())) {
            return Answer.text(404, "not found (expected: " + PATH + ")");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Answer.text(405, "found the method " + exchange.getRequestMethod());
        }
        long start = System.nanoTime();
        int size = size(exchange);
        try {
            bytes.acquire(size);
            try {
                byte[] body = body(exchange);
                return body.length > LARGEST_REVIEW
                        ? failed(413, "found more than %d bytes".formatted(LARGEST_REVIEW), start)
                        : judged(new String(body, StandardCharsets.UTF_8), start);
            } finally {
                bytes.release(size);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(503, "the control plane ends", start);
        } catch (RuntimeException e) {
            log.error(
                    "a defect in the admission webhook, please report it",
                    EventField.of("exception", e));
            return failed(500, "a defect in Gatehouse; its log says more", start);
        }
    }

    private byte[] body(HttpExchange exchange) throws IOException {
        Future<?> deadline =
                deadlines.schedule(
                        exchange::close, longestArrival.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange.getRequestBody().readNBytes(LARGEST_REVIEW + 1);
        } finally {
            deadline.cancel(false);
        }
    }

    /// At most; without a length, anything may come.
    private static int size(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length != null && length.matches("\\d{1,7}")
                ? Integer.parseInt(length)
                : LARGEST_REVIEW;
    }

    private Answer judged(String text, long start) throws InterruptedException {
        try {
            ReviewRequest request = ReviewRequestReader.read(text);
            Judgement judgement = review.judge(request);
            if (!judgement.allowed()) {
                tell(request, judgement);
            }
            reviewed.accept(judgement.verdict(), since(start));
            return new Answer(200, "application/json", ReviewResponse.of(request.uid(), judgement));
        } catch (IOException e) {
            return failed(400, "no review that can be answered: " + e.getMessage(), start);
        }
    }

    private void tell(ReviewRequest request, Judgement judgement) {
        Finding first = judgement.refusals().getFirst();
        log.warning(
                "refused %s: %s%s"
                        .formatted(
                                first.object().map(Object::toString).orElse("an object"),
                                ReviewText.line(first),
                                judgement.refusals().size() == 1
                                        ? ""
                                        : " (and %d more)"
                                                .formatted(judgement.refusals().size() - 1)),
                EventField.of("user", request.user()),
                EventField.of("dryRun", request.dryRun()));
    }

    private Answer failed(int status, String why, long start) {
        reviewed.accept(ReviewVerdict.FAILED, since(start));
        return Answer.text(status, why);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Ends what is being answered, too.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        deadlines.shutdownNow();
        rehearsal.close();
    }
}
