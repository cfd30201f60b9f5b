// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Json;
import io.gatehouse.config.JsonWithNull;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.core.Node;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.PeerAuthentication;
import io.gatehouse.config.istio.ProxyConfigResource;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.config.istio.WorkloadEntry;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Objects of all kinds with anything in every field; the same seed gives the same objects.
final class RandomObjects {
    private static final List<Class<? extends ConfigObject>> KINDS =
            List.of(
                    Gateway.class,
                    VirtualService.class,
                    DestinationRule.class,
                    ServiceEntry.class,
                    WorkloadEntry.class,
                    RequestAuthentication.class,
                    AuthorizationPolicy.class,
                    PeerAuthentication.class,
                    ProxyConfigResource.class,
                    TrafficExtension.class,
                    WasmPlugin.class,
                    Telemetry.class,
                    HttpPolicy.class,
                    Node.class,
                    ConfigMap.class,
                    Service.class,
                    EndpointSlice.class,
                    Pod.class,
                    Deployment.class,
                    Namespace.class,
                    Secret.class);
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "shop.example.com",
                    "*",
                    "*.example.com",
                    "yes",
                    "on",
                    "true",
                    "null",
                    "~",
                    "010",
                    "1_000",
                    "1e3",
                    "80",
                    "-",
                    "- a",
                    "a: b",
                    "a #b",
                    "#a",
                    "'",
                    "\"",
                    "\\",
                    " a ",
                    "a\nb\n",
                    "a\n\n  b",
                    "\n",
                    " \n a",
                    "a\n ",
                    "a\r\nb",
                    "\t",
                    "a\tb",
                    "{a}",
                    "[a",
                    "&a",
                    "*a",
                    "!a",
                    "%a",
                    "@a",
                    "`a",
                    "<<",
                    "=",
                    "---",
                    "a\n---\nb",
                    "ä€😀",
                    "\u0007",
                    "\u0085",
                    "\u2028",
                    "\uFEFF",
                    "x".repeat(300),
                    "2026-01-02");

    private final Random random;

    RandomObjects(long seed) {
        random = new Random(seed);
    }

    ConfigObject next() {
        return (ConfigObject) record(KINDS.get(random.nextInt(KINDS.size())));
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return constructor.newInstance(
                    Arrays.stream(components).map(c -> value(c.getGenericType())).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(Type type) {
        return switch (type) {
            case ParameterizedType p -> generic(p);
            case Class<?> c when c == String.class -> text();
            case Class<?> c when c == int.class || c == Integer.class ->
                    random.nextBoolean() ? random.nextInt(3) : random.nextInt();
            case Class<?> c when c == long.class || c == Long.class ->
                    random.nextBoolean() ? (long) random.nextInt(3) : random.nextLong();
            case Class<?> c when c == double.class || c == Double.class ->
                    random.nextBoolean() ? random.nextInt(100) : random.nextDouble() * 1e6;
            case Class<?> c when c == boolean.class || c == Boolean.class -> random.nextBoolean();
            case Class<?> c when c == Duration.class ->
                    Duration.ofNanos(random.nextLong() >> random.nextInt(64));
            case Class<?> c when c == Bytes.class -> bytes();
            case Class<?> c when c == IntOrString.class ->
                    random.nextBoolean()
                            ? new IntOrString.Int(random.nextInt())
                            : new IntOrString.Text(text());
            case Class<?> c when c == Json.class ->
                    new Json(
                            Map.of(
                                    key(),
                                    List.of(text(), random.nextLong(), random.nextBoolean())));
            case Class<?> c when c == JsonWithNull.class ->
                    new JsonWithNull(
                            Map.of(
                                    key(),
                                    List.of(
                                            text(),
                                            JsonWithNull.Null.NULL,
                                            Map.of(key(), JsonWithNull.Null.NULL))));
            case Class<?> c when c == ObjectMeta.class -> metadata();
            case Class<?> c when c.isEnum() ->
                    c.getEnumConstants()[random.nextInt(c.getEnumConstants().length)];
            case Class<?> c -> record(c);
            default -> throw new IllegalStateException(type.toString());
        };
    }

    private Object generic(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Type last = arguments[arguments.length - 1];
        if (type.getRawType() == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(last));
        }
        int size = random.nextInt(3);
        if (type.getRawType() == SortedMap.class) {
            SortedMap<String, Object> map = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                map.put(key(), value(last));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(last));
        }
        return list;
    }

    private ObjectMeta metadata() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("app", text());
        return new ObjectMeta(
                "name-" + random.nextInt(1000),
                "default",
                labels,
                new TreeMap<>(),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(random.nextInt())),
                text(),
                random.nextInt());
    }

    private Bytes bytes() {
        byte[] content = new byte[random.nextInt(50)];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    private String key() {
        List<String> keys = List.of("a", "tls.crt", "x-header", "yes", "1", "A_B");
        return keys.get(random.nextInt(keys.size()));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
