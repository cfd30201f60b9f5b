// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How far an object's last change has come on the proxies that it applies to.
///
/// @param proxies sorted by their names
/// @param silent replicas of the control plane, whose proxies are not known
/// @param replicas that there are
/// @param latency from the moment a replica noticed the change until its proxies had it, of the
///   replica that took longest; absent while they do not, and where none had to be told
public record Delivery(
        List<OnProxy> proxies, int silent, int replicas, Optional<Duration> latency) {
    static final Delivery NOWHERE = new Delivery(List.of());

    public Delivery {
        proxies = List.copyOf(proxies);
    }

    /// Where all replicas are heard.
    Delivery(List<OnProxy> proxies) {
        this(proxies, 0, 1, Optional.empty());
    }

    public record OnProxy(String node, State state) {}

    /// What one proxy has made of it.
    public sealed interface State {
        record Live() implements State {}

        record Waiting() implements State {}

        /// @param what which resources, and what the proxy says of them
        record Refused(String what) implements State {}
    }

    boolean complete() {
        return live() == proxies.size() && silent == 0;
    }

    public int live() {
        return (int) proxies.stream().filter(p -> p.state() instanceof State.Live).count();
    }

    /// Such as `live on 2/3 proxies`.
    String summary() {
        return "live on " + share() + silence();
    }

    /// Such as `, in 8 ms`, of what is complete; empty if it is not known.
    String time() {
        return latency.filter(_ -> complete())
                .map(time -> ", in %d ms".formatted(Math.round(time.toNanos() / 1e6)))
                .orElse("");
    }

    /// Such as `2/3 proxies`.
    String share() {
        return "%d/%d %s"
                .formatted(live(), proxies.size(), proxies.size() == 1 ? "proxy" : "proxies");
    }

    /// Who may know of more proxies; empty if nobody does.
    String silence() {
        return silent == 0
                ? ""
                : "; %d of %d control plane replicas %s not answer"
                        .formatted(silent, replicas, silent == 1 ? "does" : "do");
    }
}
