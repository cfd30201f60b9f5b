// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One stream from its first request to its end, served by one thread. gRPC's callbacks only leave
/// word in the mailbox.
final class ProxyStream<Q, R> implements StreamObserver<Q>, Runnable {
    private static final Logger LOG = System.getLogger(ProxyStream.class.getName());

    /// Requests that may wait for the stream; the transport makes the proxy wait with more.
    private static final int REQUESTS_AHEAD = 16;

    /// Whoever asks for nothing is not waited for longer: a proxy asks at once.
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

    private static final int LONGEST_NODE_ID = 1024;

    private final StreamContext context;
    private final ProxyDirectory directory;
    private final Dialect<Q, R> dialect;
    private final Caller caller;
    private final ServerCallStreamObserver<R> responses;
    private final Mailbox<Q> mailbox = new Mailbox<>();
    private final Ticker.Alarm silence;
    private volatile @Nullable ProxySession<Q, R> session;

    ProxyStream(
            StreamContext context,
            ProxyDirectory directory,
            Dialect<Q, R> dialect,
            Caller caller,
            ServerCallStreamObserver<R> responses) {
        this.context = context;
        this.directory = directory;
        this.dialect = dialect;
        this.caller = caller;
        this.responses = responses;
        responses.disableAutoRequest();
        responses.setOnReadyHandler(mailbox::wake);
        responses.setOnCancelHandler(() -> mailbox.end(Status.CANCELLED));
        responses.request(1);
        silence =
                context.ticker()
                        .at(
                                context.ticker().nanoTime() + FIRST_REQUEST.toNanos(),
                                () ->
                                        mailbox.end(
                                                Status.DEADLINE_EXCEEDED.withDescription(
                                                        "no request within %d seconds"
                                                                .formatted(
                                                                        FIRST_REQUEST
                                                                                .toSeconds()))));
    }

    @Override
    public void onNext(Q request) {
        silence.cancel();
        mailbox.request(request);
    }

    @Override
    public void onError(Throwable error) {
        mailbox.end(Status.CANCELLED);
    }

    @Override
    public void onCompleted() {
        mailbox.end(Status.OK);
    }

    /// Has the stream end with that status. Callable by any thread.
    void end(Status reason) {
        mailbox.end(reason);
    }

    /// Has the stream look whether there is something to send. Callable by any thread.
    void wake() {
        mailbox.wake();
    }

    /// Empty until the proxy is admitted.
    Optional<ProxyStatus> status() {
        return Optional.ofNullable(session).map(ProxySession::status);
    }

    @Override
    public void run() {
        Status end;
        try {
            end = serve();
        } catch (InterruptedException e) {
            end = Status.UNAVAILABLE;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A stream failed", e);
            end = Status.INTERNAL.withDescription("internal error, see the control plane's log");
        } finally {
            silence.cancel();
        }
        if (end.isOk()) {
            responses.onCompleted();
        } else {
            responses.onError(end.asRuntimeException());
        }
    }

    private Status serve() throws InterruptedException {
        Arrivals<Q> arrivals = mailbox.take();
        while (arrivals.requests().isEmpty() && arrivals.end().isEmpty()) {
            arrivals = mailbox.take();
        }
        if (arrivals.end().isPresent()) {
            return arrivals.end().get();
        }
        Node node = dialect.node(arrivals.requests().getFirst());
        if (node.getId().length() > LONGEST_NODE_ID) {
            return Status.INVALID_ARGUMENT.withDescription(
                    "found a node id of %d characters (allowed: %d)"
                            .formatted(node.getId().length(), LONGEST_NODE_ID));
        }
        return switch (directory.admit(node, caller)) {
            case Admission.Admitted(String group) -> serve(node, group, arrivals);
            case Admission.Refused(String reason) -> refusal().withDescription(reason);
        };
    }

    private Status serve(Node node, String group, Arrivals<Q> first) throws InterruptedException {
        ConnectedProxy proxy =
                new ConnectedProxy(
                        context.streams().incrementAndGet(),
                        node.getId(),
                        group,
                        dialect.protocol(),
                        context.ticker().now());
        ProxySession<Q, R> admitted =
                new ProxySession<>(context, dialect, responses, mailbox, proxy);
        session = admitted;
        responses.request(REQUESTS_AHEAD - 1);
        return admitted.serve(first);
    }

    private Status refusal() {
        return caller.hasCredentials() ? Status.PERMISSION_DENIED : Status.UNAUTHENTICATED;
    }
}
