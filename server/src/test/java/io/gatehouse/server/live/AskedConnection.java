// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.server.live.PolicyMeaning.Answer;
import io.gatehouse.server.live.PolicyMeaning.Asked;

/// A connection without HTTP, from 127.0.0.1 to 127.0.0.1.
///
/// @param serverName in its TLS hello; empty without
/// @param let what the service says that is asked by gRPC
record AskedConnection(int port, String serverName, boolean let) implements Asked {
    @Override
    public boolean has(String what, String value, boolean wide) {
        return switch (what) {
            case "ipBlocks", "source.ip", "remoteIpBlocks", "remote.ip", "destination.ip" ->
                    PolicyText.inside(value, "127.0.0.1");
            case "ports", "destination.port" -> value.equals(Integer.toString(port));
            case "connection.sni" -> PolicyText.matchesSome(value, serverName);
            default -> throw new IllegalArgumentException(what);
        };
    }

    @Override
    public boolean isHttp() {
        return false;
    }

    /// By HTTP nobody can be asked about it, and nobody is.
    @Override
    public Answer checked(String provider) {
        return switch (provider) {
            case "http", "closed" -> Answer.SERVED;
            case "grpc" -> let ? Answer.SERVED : Answer.REFUSED_BY_SERVICE;
            case "silent" -> Answer.UNASKED;
            default -> Answer.REFUSED;
        };
    }

    @Override
    public boolean hasBadToken() {
        return false;
    }
}
