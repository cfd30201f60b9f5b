// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.routing.ModuleCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// A registry on loopback with one repository, `team/plugin`. It may ask for a token, for which its
/// other half asks for the user `reader` with the password `secret`.
public final class ImageServer implements AutoCloseable {
    private static final String TOKEN = "token-of-reader";

    private final HttpServer server;
    private final boolean guarded;
    private final Map<String, byte[]> content = new ConcurrentHashMap<>();

    private ImageServer(boolean guarded) {
        this.guarded = guarded;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    static ImageServer start() {
        return new ImageServer(false);
    }

    public static ImageServer startGuarded() {
        return new ImageServer(true);
    }

    public String registry() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url(String reference) {
        return "oci://" + registry() + "/team/plugin" + reference;
    }

    /// Returns its digest.
    public String put(String tag, String manifest) {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        String digest = "sha256:" + ModuleCode.digest(bytes);
        content.put("/v2/team/plugin/manifests/" + tag, bytes);
        content.put("/v2/team/plugin/manifests/" + digest, bytes);
        return digest;
    }

    /// A manifest with layers of one media type.
    public String manifest(String mediaType, List<byte[]> layers) {
        return layers.stream()
                .map(layer ->
                        "{\"mediaType\":\"%s\",\"digest\":\"%s\"}"
                                .formatted(mediaType, blob(layer)))
                .collect(Collectors.joining(",", "{\"schemaVersion\":2,\"layers\":[", "]}"));
    }

    private String blob(byte[] bytes) {
        String digest = "sha256:" + ModuleCode.digest(bytes);
        content.put("/v2/team/plugin/blobs/" + digest, bytes);
        return digest;
    }

    /// A layer with one file.
    static byte[] layer(String name, byte[] file) {
        byte[] header = new byte[512];
        text(name, header, 0);
        text("%011o".formatted(file.length), header, 124);
        header[156] = '0';
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(header);
            zip.write(file);
            zip.write(new byte[(512 - file.length % 512) % 512 + 1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void text(String text, byte[] into, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("authorization"))
                            .orElse("");
            if (path.equals("/token")) {
                boolean known = authorization.equals("Basic " + base64("reader:secret"));
                reply(exchange, known ? 200 : 401, "{\"token\":\"%s\"}".formatted(TOKEN));
            } else if (guarded && !authorization.equals("Bearer " + TOKEN)) {
                exchange.getResponseHeaders()
                        .add(
                                "www-authenticate",
                                "Bearer realm=\"http://%s/token\",service=\"registry\",scope=\"repository:team/plugin:pull\""
                                        .formatted(registry()));
                reply(exchange, 401, "{}");
            } else if (content.containsKey(path)) {
                byte[] body = content.getOrDefault(path, new byte[0]);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } else {
                reply(exchange, 404, "{}");
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
