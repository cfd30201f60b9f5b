// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ProxyStatus.TypeStatus;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Connected proxies as trees for JSON.
final class ProxyText {
    private ProxyText() {}

    static List<Map<String, Object>> trees(List<ProxyStatus> proxies) {
        return proxies.stream().map(ProxyText::tree).toList();
    }

    private static Map<String, Object> tree(ProxyStatus status) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("node", status.proxy().nodeId());
        tree.put("group", status.proxy().group());
        tree.put("protocol", name(status.proxy().protocol()));
        tree.put("connectedSince", status.proxy().connectedSince().toString());
        tree.put("types", status.types().stream().map(ProxyText::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(TypeStatus status) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", name(status.type()));
        tree.put("sent", status.sent());
        tree.put("acknowledged", status.acknowledged());
        status.lastRefusal().ifPresent(refusal -> tree.put("lastRefusal", tree(refusal)));
        return tree;
    }

    private static Map<String, Object> tree(Refusal refusal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("time", refusal.time().toString());
        tree.put("resources", refusal.resources().stream().map(r -> r.name().name()).toList());
        tree.put("message", refusal.detail());
        return tree;
    }

    /// Such as `scoped-route`.
    static String name(ResourceType type) {
        return name((Enum<?>) type);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
