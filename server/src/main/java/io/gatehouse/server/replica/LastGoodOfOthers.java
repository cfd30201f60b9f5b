// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import com.google.protobuf.Empty;
import io.gatehouse.server.lastgood.LastGoodPart;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks other replicas what proxies have.
///
/// @param patience with each of them
public record LastGoodOfOthers(ReplicaAccess access, Duration patience) {
    /// All or nothing; empty from one whose proxies have not taken anything, and from one of a
    /// version that does not tell.
    ///
    /// @throws IOException if it does not answer; says why, not which
    public List<LastGoodPart> ask(InetSocketAddress replica) throws IOException {
        ManagedChannel channel = access.open(replica);
        try {
            Iterator<LastGoodPart> parts =
                    ClientCalls.blockingServerStreamingCall(
                            channel,
                            LastGoodMethod.ALL,
                            CallOptions.DEFAULT.withDeadlineAfter(
                                    patience.toMillis(), TimeUnit.MILLISECONDS),
                            Empty.getDefaultInstance());
            List<LastGoodPart> all = new ArrayList<>();
            parts.forEachRemaining(all::add);
            return all;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return List.of();
            }
            throw new IOException(
                    e.getStatus().getCode() + ": " + e.getStatus().getDescription(), e);
        } finally {
            channel.shutdownNow();
        }
    }
}
