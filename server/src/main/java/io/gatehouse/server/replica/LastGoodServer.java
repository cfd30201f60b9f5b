// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import com.google.protobuf.Empty;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.lastgood.LastGoodPart;
import io.gatehouse.xds.Caller;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Tells new replicas of the control plane what proxies have, beside the discovery server. Each is
/// told no faster than it reads.
public final class LastGoodServer implements BindableService {
    private final LastGood lastGood;
    private final Function<Caller, Optional<String>> objection;

    /// @param objection why a caller is told nothing; may block
    public LastGoodServer(LastGood lastGood, Function<Caller, Optional<String>> objection) {
        this.lastGood = lastGood;
        this.objection = objection;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(LastGoodMethod.SERVICE)
                .addMethod(LastGoodMethod.ALL, ServerCalls.asyncServerStreamingCall(this::open))
                .build();
    }

    private void open(Empty request, StreamObserver<LastGoodPart> responses) {
        ServerCallStreamObserver<LastGoodPart> out =
                (ServerCallStreamObserver<LastGoodPart>) responses;
        Caller caller = Caller.current();
        Semaphore wake = new Semaphore(0);
        out.setOnReadyHandler(wake::release);
        out.setOnCancelHandler(wake::release);
        Thread.ofVirtual().name("last-good-report").start(() -> send(caller, out, wake));
    }

    private void send(Caller caller, ServerCallStreamObserver<LastGoodPart> out, Semaphore wake) {
        Optional<String> refused = objection.apply(caller);
        if (refused.isPresent()) {
            out.onError(
                    Status.PERMISSION_DENIED.withDescription(refused.get()).asRuntimeException());
            return;
        }
        Iterator<LastGoodPart> parts = lastGood.parts();
        while (parts.hasNext() && !out.isCancelled()) {
            if (out.isReady()) {
                out.onNext(parts.next());
            } else {
                wake.acquireUninterruptibly();
            }
        }
        if (!out.isCancelled()) {
            out.onCompleted();
        }
    }
}
