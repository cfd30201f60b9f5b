// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.ObjectDigest;
import io.gatehouse.server.log.FindingText;
import io.gatehouse.server.status.Delivery;
import io.gatehouse.server.status.ObjectRollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far objects have come.
final class RolloutAnswers {
    /// Whoever waits asks again after that time: some news comes to nobody's ears.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final AdminView view;

    RolloutAnswers(AdminView view) {
        this.view = view;
    }

    /// @param version an [ObjectDigest] to compare with, so that none is shown: that of a Secret
    ///   would let its values be guessed; empty for none
    /// @param after answers only when more has happened than that; empty answers at once
    AdminResponse one(ObjectKey key, String version, String after) {
        if (!after.isEmpty() && !await(after)) {
            return wrong(after);
        }
        long news = view.pulse().count();
        ObjectRollout rollout = view.rollouts().of(key);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", key.kind().kindName());
        if (key.kind().namespaced()) {
            tree.put("namespace", key.namespace());
        }
        tree.put("name", key.name());
        tree.put("news", news);
        rollout.object().ifPresent(object -> describe(object, version, tree));
        describe(rollout, tree);
        return AdminResponse.json(JsonText.pretty(tree));
    }

    /// How many proxies have each object of a kind.
    ///
    /// @param namespace empty for all
    AdminResponse list(String plural, String namespace, String after) {
        Optional<Kind> kind = AdminKinds.kind(plural);
        if (kind.isEmpty()) {
            return AdminKinds.unknown(plural);
        }
        if (!after.isEmpty() && !await(after)) {
            return wrong(after);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("news", view.pulse().count());
        List<ObjectKey> keys =
                view.state().list(kind.get()).stream()
                        .map(ConfigObject::key)
                        .filter(key -> namespace.isEmpty() || key.namespace().equals(namespace))
                        .toList();
        List<ObjectRollout> rollouts = view.rollouts().of(keys);
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            ObjectRollout rollout = rollouts.get(i);
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("namespace", keys.get(i).namespace());
            item.put("name", keys.get(i).name());
            item.put("known", rollout.known());
            item.put("live", rollout.delivery().live());
            item.put("proxies", rollout.delivery().proxies().size());
            items.add(item);
        }
        tree.put("items", items);
        return AdminResponse.json(JsonText.pretty(tree));
    }

    private static AdminResponse wrong(String after) {
        return AdminResponse.error(
                400, "found after=%s (expected: what was told as news)".formatted(after));
    }

    private boolean await(String after) {
        try {
            view.pulse().await(Long.parseLong(after), LONGEST_WAIT);
            return true;
        } catch (NumberFormatException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void describe(ConfigObject served, String version, Map<String, Object> tree) {
        ConfigObject object = view.asWritten(served);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("labels", object.metadata().labels());
        metadata.put("annotations", object.metadata().annotations());
        tree.put("metadata", metadata);
        if (!version.isEmpty()) {
            tree.put("thisVersion", ObjectDigest.of(object).equals(version));
        }
    }

    private void describe(ObjectRollout rollout, Map<String, Object> tree) {
        tree.put("there", rollout.object().isPresent());
        tree.put("accepted", rollout.accepted());
        tree.put("live", rollout.live());
        tree.put("refused", rollout.refused());
        tree.put("summary", rollout.summary());
        rollout.obstacle().ifPresent(why -> tree.put("waitsFor", why));
        rollout.delivery()
                .latency()
                .ifPresent(time -> tree.put("milliseconds", time.toNanos() / 1e6));
        tree.put(
                "proxies",
                rollout.delivery().proxies().stream().map(RolloutAnswers::tree).toList());
        tree.put(
                "errors",
                rollout.errors().stream().map(view::located).map(FindingText::tree).toList());
    }

    private static Map<String, Object> tree(Delivery.OnProxy proxy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("node", proxy.node());
        tree.put(
                "state",
                switch (proxy.state()) {
                    case Delivery.State.Live _ -> "live";
                    case Delivery.State.Waiting _ -> "waiting";
                    case Delivery.State.Refused _ -> "refused";
                });
        if (proxy.state() instanceof Delivery.State.Refused(String what)) {
            tree.put("refused", what);
        }
        return tree;
    }
}
