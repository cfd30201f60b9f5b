// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Tells versions of an object apart by what its author wrote: without metadata and status, and
/// without what an API server fills in. Equal contents have equal digests, in whatever version of
/// the API and in whatever order they are written. Safe for use by several threads.
public final class ObjectDigest {
    /// Of a Service's spec.
    private static final List<String> CHOSEN =
            List.of(
                    "allocateLoadBalancerNodePorts",
                    "clusterIPs",
                    "externalTrafficPolicy",
                    "healthCheckNodePort",
                    "internalTrafficPolicy",
                    "ipFamilies",
                    "ipFamilyPolicy",
                    "sessionAffinityConfig");

    private ObjectDigest() {}

    /// SHA-256 in hexadecimal digits.
    public static String of(ConfigObject object) {
        Map<String, Object> content = copy((Map<?, ?>) Codecs.of(object.kind()).write(object));
        content.remove("metadata");
        content.remove("status");
        fill(object.kind(), content);
        byte[] text = JsonText.compact(content).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes out what is as an API server would have filled it in.
    private static void fill(Kind kind, Map<String, Object> content) {
        switch (kind) {
            case SERVICE -> content.computeIfPresent("spec", (_, spec) -> service(map(spec)));
            case DEPLOYMENT -> content.computeIfPresent("spec", (_, spec) -> deployment(map(spec)));
            case POD -> content.computeIfPresent("spec", (_, spec) -> pod(map(spec)));
            case SECRET -> content.remove("type", "Opaque");
            default -> {}
        }
    }

    private static Map<String, Object> service(Map<String, Object> spec) {
        CHOSEN.forEach(spec::remove);
        spec.computeIfPresent("clusterIP", (_, ip) -> ip.equals("None") ? ip : null);
        if (spec.get("ports") instanceof List<?> ports) {
            spec.put("ports", ports.stream().map(port -> port(map(port))).toList());
        }
        return spec;
    }

    private static Map<String, Object> port(Map<String, Object> port) {
        port.remove("nodePort");
        if (Objects.equals(port.get("targetPort"), port.get("port"))) {
            port.remove("targetPort");
        }
        return port;
    }

    private static Map<String, Object> deployment(Map<String, Object> spec) {
        spec.computeIfPresent(
                "replicas", (_, count) -> count.toString().equals("1") ? null : count);
        return spec;
    }

    private static Map<String, Object> pod(Map<String, Object> spec) {
        spec.remove("nodeName");
        spec.remove("serviceAccountName", "default");
        return spec;
    }

    private static Map<String, Object> map(Object tree) {
        return copy((Map<?, ?>) tree);
    }

    private static Map<String, Object> copy(Map<?, ?> tree) {
        Map<String, Object> copy = new TreeMap<>();
        tree.forEach((name, value) -> copy.put((String) name, value));
        return copy;
    }
}
