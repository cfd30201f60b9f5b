// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `port.protocol` of a Gateway's server may say, in any case.
enum ServerProtocol {
    HTTP(true, false),
    HTTPS(false, true),
    GRPC(true, false),
    GRPC_WEB(true, false),
    HTTP2(true, false),
    MONGO(false, false),
    TCP(false, false),
    TLS(false, true),
    REDIS(false, false),
    MYSQL(false, false);

    private final boolean plainHttp;
    private final boolean tls;

    ServerProtocol(boolean plainHttp, boolean tls) {
        this.plainHttp = plainHttp;
        this.tls = tls;
    }

    static Optional<ServerProtocol> of(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(p -> p.text().equals(upper)).findFirst();
    }

    static String allowed() {
        return Arrays.stream(values()).map(ServerProtocol::text).collect(Collectors.joining(", "));
    }

    String text() {
        return name().replace('_', '-');
    }

    /// HTTP without TLS.
    boolean plainHttp() {
        return plainHttp;
    }

    boolean tls() {
        return tls;
    }
}
