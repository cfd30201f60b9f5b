// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.server.live.PolicyMeaning.Answer;
import io.gatehouse.server.live.PolicyMeaning.Asked;
import io.gatehouse.testing.GatewayRequest;
import java.util.Locale;
import java.util.Set;

/// A request from 127.0.0.1, which is a proxy that is trusted where it names its client.
///
/// @param issuers whose tokens the gateway looks at
record AskedRequest(GatewayRequest request, int port, RandomToken token, Set<String> issuers)
        implements Asked {
    @Override
    public boolean has(String what, String value, boolean wide) {
        return switch (what) {
            case "ipBlocks", "source.ip" -> PolicyText.inside(value, "127.0.0.1");
            case "remoteIpBlocks", "remote.ip" -> PolicyText.inside(value, client());
            case "ports", "destination.port" -> value.equals(Integer.toString(port));
            case "methods" -> PolicyText.matches(value, request.method());
            case "paths" -> PolicyText.path(value, request.path().replaceAll("\\?.*", ""));
            case "hosts" -> host(value.toLowerCase(Locale.ROOT), wide);
            case "request.headers[x-team]" ->
                    request.headers().stream()
                            .anyMatch(header ->
                                    header.name().equals("x-team")
                                            && PolicyText.matches(value, header.value()));
            default -> !issuers.isEmpty() && token.has(what, value, wide);
        };
    }

    private String client() {
        return header("x-forwarded-for", "127.0.0.1");
    }

    private String header(String name, String otherwise) {
        return request.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(GatewayRequest.Header::value)
                .findFirst()
                .orElse(otherwise);
    }

    /// Where it refuses, a host is the same with a port or final dot.
    private boolean host(String pattern, boolean wide) {
        String host = request.host().toLowerCase(Locale.ROOT);
        String bare = host.replaceAll(":.*", "").replaceAll("\\.$", "");
        return PolicyText.matches(pattern, host) || (wide && PolicyText.matches(pattern, bare));
    }

    @Override
    public boolean isHttp() {
        return true;
    }

    @Override
    public Answer checked(String provider) {
        return switch (provider) {
            case "http", "grpc" ->
                    header("x-let", "").equals("yes") ? Answer.SERVED : Answer.REFUSED_BY_SERVICE;
            case "closed", "silent" -> Answer.UNASKED;
            default -> Answer.REFUSED;
        };
    }

    @Override
    public boolean hasBadToken() {
        return !issuers.isEmpty() && !token.isGoodFor(issuers);
    }
}
