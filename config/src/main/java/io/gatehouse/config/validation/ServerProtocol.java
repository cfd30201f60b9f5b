// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `port.protocol` of a Gateway's server may say, in any case.
enum ServerProtocol {
    HTTP(true, false, true),
    HTTPS(false, true, true),
    GRPC(true, false, true),
    GRPC_WEB(true, false, true),
    HTTP2(true, false, true),
    MONGO(false, false, false),
    TCP(false, false, false),
    TLS(false, true, false),
    REDIS(false, false, false),
    MYSQL(false, false, false);

    private final boolean plainHttp;
    private final boolean tls;
    private final boolean translated;

    ServerProtocol(boolean plainHttp, boolean tls, boolean translated) {
        this.plainHttp = plainHttp;
        this.tls = tls;
        this.translated = translated;
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

    boolean translated() {
        return translated;
    }
}
