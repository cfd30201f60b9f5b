// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How far an object, or its deletion, has come.
///
/// @param object as it was read last; absent if it is not there
/// @param accepted whether this is the newest version that was written, as far as is known
/// @param errors findings of that severity about it
/// @param delivery to the proxies that take it, or that may have taken it
/// @param refused whether a proxy has refused it for good, by itself or with others, as it is
/// @param taken whether there are such proxies, as opposed to none that is connected
/// @param known whether the proxies of all replicas of the control plane are, but for silent ones
public record ObjectRollout(
        Optional<ConfigObject> object,
        boolean accepted,
        List<Finding> errors,
        Delivery delivery,
        boolean refused,
        Taken taken,
        boolean known) {
    private static final int MOST_NAMED = 3;

    /// Whether there is a proxy to have it.
    public enum Taken {
        BY_PROXIES,
        BY_NONE,
        NONE_CONNECTED
    }

    public ObjectRollout {
        errors = List.copyOf(errors);
    }

    /// Whether the version that is there is served by all proxies that take it, or the deletion is
    /// complete. Errors do not count here.
    public boolean live() {
        return obstacle().isEmpty();
    }

    /// Such as `live on 2/2 proxies, in 8 ms`.
    public String summary() {
        String time = object.isPresent() && live() ? delivery.time() : "";
        return (object.isPresent() ? delivery.summary() : "gone from " + delivery.share()) + time;
    }

    /// What is missing, in a line.
    public Optional<String> obstacle() {
        if (!known) {
            return Optional.of("the control plane does not know of all proxies yet");
        }
        if (object.isPresent() && taken != Taken.BY_PROXIES) {
            return Optional.of(
                    taken == Taken.NONE_CONNECTED
                            ? "no proxy is connected"
                            : unselected(object.get()));
        }
        return delivery.complete() ? Optional.empty() : Optional.of(incomplete());
    }

    private static String unselected(ConfigObject object) {
        return object.kind() == Kind.GATEWAY
                ? "its selector matches no proxy that is connected"
                : "its gateways select no proxy that is connected";
    }

    private String incomplete() {
        List<String> all = new ArrayList<>();
        for (Delivery.OnProxy one : delivery.proxies()) {
            if (one.state() instanceof Delivery.State.Refused(String what)) {
                all.add(one.node() + " refused " + what);
            }
        }
        List<String> waiting =
                delivery.proxies().stream()
                        .filter(one -> one.state() instanceof Delivery.State.Waiting)
                        .map(Delivery.OnProxy::node)
                        .toList();
        if (!waiting.isEmpty()) {
            all.add(named(waiting) + (waiting.size() == 1 ? " has" : " have") + " not answered");
        }
        if (delivery.silent() > 0) {
            all.add(delivery.silence().substring("; ".length()));
        }
        return String.join("; ", all);
    }

    private static String named(List<String> nodes) {
        String first = nodes.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = nodes.size() - MOST_NAMED;
        return more > 0 ? "%s and %d more".formatted(first, more) : first;
    }
}
