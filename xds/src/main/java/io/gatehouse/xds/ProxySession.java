// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The conversation with one admitted proxy. Everything but `status` belongs to the stream's
/// thread.
final class ProxySession<Q, R> {
    private static final Logger LOG = System.getLogger(ProxySession.class.getName());

    private final StreamContext context;
    private final Dialect<Q, R> dialect;
    private final ServerCallStreamObserver<R> responses;
    private final Mailbox<Q> mailbox;
    private final ConnectedProxy proxy;
    private final ProxyView view;
    private final Set<String> unknownTypes = new TreeSet<>();
    private Ticker.@Nullable Alarm alarm;
    private volatile ProxyStatus status;

    ProxySession(
            StreamContext context,
            Dialect<Q, R> dialect,
            ServerCallStreamObserver<R> responses,
            Mailbox<Q> mailbox,
            ConnectedProxy proxy) {
        this.context = context;
        this.dialect = dialect;
        this.responses = responses;
        this.mailbox = mailbox;
        this.proxy = proxy;
        this.view =
                new ProxyView(
                        context.refusals(proxy.group()),
                        proxy.nodeId(),
                        context.settings(),
                        proxy.protocol() == ConnectedProxy.Protocol.STATE_OF_THE_WORLD);
        this.status = new ProxyStatus(proxy, 0, 0, List.of());
    }

    ProxyStatus status() {
        return status;
    }

    /// Returns with what the stream is to be closed.
    Status serve(Arrivals<Q> first) throws InterruptedException {
        context.events().connected(proxy);
        try (var _ = context.cache().subscribe(proxy.group(), mailbox::update)) {
            Arrivals<Q> arrivals = first;
            while (arrivals.end().isEmpty()) {
                arrivals.update().ifPresent(view::adopt);
                for (Q request : arrivals.requests()) {
                    apply(request);
                    Optional<String> excess = excess();
                    if (excess.isPresent()) {
                        LOG.log(
                                Level.WARNING,
                                "{0}: {1}: its stream ends",
                                proxy.nodeId(),
                                excess.get());
                        return Status.RESOURCE_EXHAUSTED.withDescription(excess.get());
                    }
                }
                long now = context.ticker().nanoTime();
                send(now);
                report();
                setAlarm(now);
                arrivals = mailbox.take();
            }
            return arrivals.end().get();
        } finally {
            cancelAlarm();
            context.events().disconnected(proxy);
        }
    }

    private Optional<String> excess() {
        DiscoverySettings settings = context.settings();
        if (view.subscriptions() > settings.maxNames()) {
            return Optional.of("too many names (allowed: %d)".formatted(settings.maxNames()));
        }
        return view.nameCharacters() > settings.maxNameCharacters()
                ? Optional.of(
                        "too long names: %d characters together (allowed: %d)"
                                .formatted(view.nameCharacters(), settings.maxNameCharacters()))
                : Optional.empty();
    }

    private void apply(Q request) {
        String typeUrl = dialect.typeUrl(request);
        Optional<ResourceType> type = ResourceType.of(typeUrl);
        if (type.isPresent()) {
            dialect.apply(type.get(), request, view, context.ticker().now())
                    .ifPresent(refusal -> context.events().refused(proxy, refusal));
        } else if (unknownTypes.size() < ResourceType.values().length
                && unknownTypes.add(Excerpt.of(typeUrl))) {
            LOG.log(
                    Level.WARNING,
                    "{0} asks for {1}: not served",
                    proxy.nodeId(),
                    Excerpt.of(typeUrl));
        }
        responses.request(1);
    }

    private void send(long now) {
        while (responses.isReady()) {
            Optional<Push> push = view.next(now);
            if (push.isEmpty()) {
                return;
            }
            Optional<R> response = dialect.response(push.get(), view);
            if (response.isPresent()) {
                responses.onNext(response.get());
            } else {
                view.acknowledge(push.get().type(), push.get().nonce());
            }
        }
    }

    private void report() {
        ProxyStatus before = status;
        ProxyStatus next = new ProxyStatus(proxy, view.synced(), view.settled(), view.status());
        if (next.settledRevision() > before.settledRevision()) {
            long now = context.ticker().nanoTime();
            context.events().settling(proxy, next.settledRevision(), now);
        }
        status = next;
        if (status.settledRevision() > before.settledRevision()) {
            long now = context.ticker().nanoTime();
            context.events().settled(proxy, status.settledRevision(), now);
        }
        if (status.syncedRevision() > before.syncedRevision()) {
            long now = context.ticker().nanoTime();
            context.events().synced(proxy, status.syncedRevision(), now);
        }
    }

    private void setAlarm(long now) {
        cancelAlarm();
        OptionalLong deadline = view.deadline(now);
        if (deadline.isPresent()) {
            alarm = context.ticker().at(deadline.getAsLong(), mailbox::wake);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
