// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import io.gatehouse.server.fuzz.FlowYaml.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values that nobody means well with.
final class HostileValues {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "*",
                    "*.*",
                    "*.",
                    ".",
                    "..",
                    "a..b",
                    "x.y.",
                    "a".repeat(64),
                    "a".repeat(300),
                    "a".repeat(5000),
                    "é.example.com",
                    "😀",
                    "\u0000",
                    "\u0007",
                    "\u007F",
                    "a\nb",
                    "a\r\nx-evil: b",
                    "\t",
                    "\uFEFF",
                    "\uD800",
                    "%",
                    "%%",
                    "%%%",
                    "50%",
                    "%REQ(",
                    "%REQ(x)%",
                    "%NO_SUCH_COMMAND%",
                    "%START_TIME(%",
                    "%START_TIME(%s)%",
                    "%DYNAMIC_METADATA(a:b)%",
                    "%REQ(x):-1%",
                    "%ENVIRONMENT(PATH)%",
                    "(",
                    "[a",
                    "(?!a)",
                    "\\1",
                    "\\9",
                    "a{1000}",
                    "((a{100}){100}){100}",
                    ".*",
                    "^$",
                    "(?i)a",
                    "\\p{Greek}",
                    "::1",
                    "::",
                    "fe80::1%eth0",
                    "[::1]:80",
                    "fd00::/8",
                    "10.0.0.0/8",
                    "1.2.3.4",
                    "1.2.3.256",
                    "0",
                    "-1",
                    "80",
                    "0s",
                    "-1s",
                    "1us",
                    "0.5s",
                    "1ms",
                    "1h",
                    "999999h",
                    "100000000000s",
                    "1e3s",
                    "true",
                    "null",
                    "NaN",
                    "2026-01-01",
                    "/",
                    "//",
                    "/%2e%2e/",
                    "/a?b=c#d",
                    "/a b",
                    "../a",
                    "a/b/c",
                    "ns/*.b",
                    "./a",
                    "~",
                    "$(HOME)",
                    "{{ .a }}",
                    "unix:///run/a.sock",
                    "unix://@a",
                    "@request.auth.claims.a",
                    "@request.auth.claims[a][b]",
                    ":path",
                    ":authority",
                    "Host",
                    "Content-Length",
                    "Transfer-Encoding",
                    "Connection",
                    "x-envoy-upstream-rq-timeout-ms",
                    "kubernetes://a/b",
                    "configmap://a",
                    "sds://a",
                    "builtin://",
                    "invalid://a",
                    "a.default.svc.cluster.local",
                    "outbound|80||a.default.svc.cluster.local",
                    "HTTP",
                    "HTTPS",
                    "TLS",
                    "TCP",
                    "UDP",
                    "GRPC",
                    "MONGO");
    private static final List<Object> OTHERS =
            List.of(
                    0,
                    1,
                    2,
                    7,
                    80,
                    99,
                    100,
                    101,
                    199,
                    200,
                    204,
                    301,
                    304,
                    503,
                    599,
                    600,
                    65535,
                    65536,
                    -1,
                    Integer.MAX_VALUE,
                    Integer.MIN_VALUE,
                    4294967295L,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE,
                    0.0001,
                    0.00001,
                    99.9999,
                    100.0001,
                    -0.5,
                    1e308,
                    true,
                    false,
                    List.of(),
                    Map.of(),
                    List.of(Map.of()),
                    List.of(List.of()));
    private static final List<String> PLAIN =
            List.of(
                    "null",
                    "~",
                    ".nan",
                    ".inf",
                    "-.inf",
                    "1e999",
                    "0x1F",
                    "010",
                    "1_000",
                    "2026-01-01",
                    "yes",
                    "!!binary YQ==",
                    "!x a",
                    "123456789012345678901234567890");
    private static final List<Object> ALL = all();

    private HostileValues() {}

    private static List<Object> all() {
        List<Object> all = new ArrayList<>(TEXTS);
        all.addAll(OTHERS);
        PLAIN.forEach(text -> all.add(new Plain(text)));
        return List.copyOf(all);
    }

    static Object any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /// Of the kind of `value`, if there is one.
    static Object like(Object value, Random random) {
        return switch (value) {
            case String _ -> TEXTS.get(random.nextInt(TEXTS.size()));
            case Number _ -> numbers().get(random.nextInt(numbers().size()));
            default -> any(random);
        };
    }

    private static List<Object> numbers() {
        return Arrays.asList(OTHERS.stream().filter(Number.class::isInstance).toArray());
    }

    /// A piece to put into a text.
    static String piece(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
