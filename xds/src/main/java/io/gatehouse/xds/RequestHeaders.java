// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// Keeps the headers of a call for the service that is called.
final class RequestHeaders implements ServerInterceptor {
    private static final Context.Key<Metadata> HEADERS = Context.key("headers");

    static Metadata current() {
        return HEADERS.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Context context = Context.current().withValue(HEADERS, headers);
        return Contexts.interceptCall(context, call, headers, next);
    }
}
