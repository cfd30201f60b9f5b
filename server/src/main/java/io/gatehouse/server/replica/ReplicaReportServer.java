// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import com.google.protobuf.Empty;
import io.gatehouse.server.status.OwnReport;
import io.gatehouse.server.status.ReportPart;
import io.gatehouse.xds.Caller;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Tells other replicas, which lead, what proxies of this one have. Each call has a virtual thread
/// that sends what there is to tell when the caller takes it, so that a slow one holds up nobody.
public final class ReplicaReportServer implements BindableService, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Supplier<OwnReport> report;
    private final Function<Caller, Optional<String>> objection;
    private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param objection why a caller is told nothing; may block
    public ReplicaReportServer(
            Supplier<OwnReport> report, Function<Caller, Optional<String>> objection) {
        this.report = report;
        this.objection = objection;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(ReportMethod.SERVICE)
                .addMethod(ReportMethod.REPORT, ServerCalls.asyncServerStreamingCall(this::open))
                .build();
    }

    private void open(Empty request, StreamObserver<ReportPart> responses) {
        ServerCallStreamObserver<ReportPart> out = (ServerCallStreamObserver<ReportPart>) responses;
        Caller caller = Caller.current();
        Semaphore wake = new Semaphore(0);
        out.setOnReadyHandler(wake::release);
        out.setOnCancelHandler(wake::release);
        Thread thread =
                Thread.ofVirtual()
                        .name("replica-report")
                        .unstarted(() -> {
                            try {
                                send(caller, out, wake);
                            } finally {
                                streams.remove(Thread.currentThread());
                            }
                        });
        streams.add(thread);
        thread.start();
    }

    private void send(Caller caller, ServerCallStreamObserver<ReportPart> out, Semaphore wake) {
        Optional<String> refused = objection.apply(caller);
        if (refused.isPresent()) {
            out.onError(
                    Status.PERMISSION_DENIED.withDescription(refused.get()).asRuntimeException());
            return;
        }
        try (OwnReport.Reader reader = report.get().open()) {
            while (!out.isCancelled() && !closed) {
                Optional<ReportPart> next = out.isReady() ? reader.next() : Optional.empty();
                if (next.isPresent()) {
                    out.onNext(next.get());
                } else if (wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!out.isCancelled()) {
            out.onError(
                    Status.UNAVAILABLE
                            .withDescription("the control plane shuts down")
                            .asRuntimeException());
        }
    }

    @Override
    public void close() {
        closed = true;
        streams.forEach(Thread::interrupt);
    }
}
