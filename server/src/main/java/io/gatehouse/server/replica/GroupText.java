// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.Placement;
import java.util.LinkedHashMap;
import java.util.Map;

/// A group of proxies as a tree of JSON, and back.
final class GroupText {
    private GroupText() {}

    static Map<String, Object> tree(ProxyGroup group) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", group.name());
        tree.put("namespace", group.namespace());
        tree.put("labels", group.labels());
        tree.put("bind", group.bind());
        tree.put("region", group.placement().region());
        tree.put("zone", group.placement().zone());
        tree.put("subzone", group.placement().subzone());
        tree.put("node", group.node());
        group.proxyConfig()
                .ifPresent(config -> tree.put("proxyConfig", ProxyConfigText.tree(config)));
        group.systemRoots().ifPresent(file -> tree.put("systemRoots", file));
        tree.put("known", group.known());
        return tree;
    }

    static ProxyGroup read(Tree tree) {
        return new ProxyGroup(
                tree.text("name"),
                tree.text("namespace"),
                tree.object("labels").texts(),
                tree.text("bind"),
                new Placement(tree.text("region"), tree.text("zone"), tree.text("subzone")),
                tree.text("node"),
                tree.optional("proxyConfig")
                        .map(config -> JsonText.compact(config.fields()))
                        .map(text -> ProxyConfigText.read(text).value()),
                tree.optionalText("systemRoots"),
                tree.flag("known"));
    }
}
