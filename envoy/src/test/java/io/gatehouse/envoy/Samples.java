// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.HeaderEdits.Edits;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.Retries;
import io.gatehouse.routing.RouteDelivery;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamProtocol;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Parts of a routing model that several tests need.
public final class Samples {
    public static final String UPSTREAM = "outbound|80||my-app-service.default.svc.cluster.local";

    public static final HttpRequests PLAIN =
            new HttpRequests(
                    "http.8080",
                    RouteDelivery.WHOLE_TABLE,
                    "outbound_0.0.0.0_8080",
                    HttpEdge.DEFAULT,
                    false);

    public static final HttpRequests SECURE =
            new HttpRequests(
                    "https.443.https.my-gateway.default",
                    RouteDelivery.WHOLE_TABLE,
                    "https",
                    HttpEdge.DEFAULT,
                    false);

    private Samples() {}

    public static TlsTermination tls(String... certificates) {
        return new TlsTermination(
                List.of(certificates),
                Optional.empty(),
                false,
                TlsVersion.AUTO,
                TlsVersion.AUTO,
                List.of(),
                List.of(),
                List.of("h2", "http/1.1"));
    }

    public static Upstream reached(
            String name, Duration connectTimeout, UpstreamProtocol protocol) {
        return with(
                Upstream.plain(name, new Discovery.Delivered(), protocol),
                new ConnectionRules(
                        connectTimeout,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty()));
    }

    public static Upstream with(Upstream upstream, ConnectionRules connections) {
        return new Upstream(
                upstream.name(),
                upstream.discovery(),
                upstream.protocol(),
                connections,
                upstream.limits(),
                upstream.balancing(),
                upstream.placeUse(),
                upstream.ejection(),
                upstream.tls(),
                upstream.proxyHeader());
    }

    public static WeightedUpstream upstream(String name, int weight) {
        return new WeightedUpstream(name, weight, HeaderEdits.NONE);
    }

    /// To one upstream, with nothing changed and Istio's default retries.
    public static Forward forward(String upstream) {
        return new Forward(
                List.of(upstream(upstream, 1)),
                false,
                new PathEdit.Keep(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Retries.DEFAULT),
                List.of(),
                List.of());
    }

    public static RouteRule rule(RequestMatch match, RouteTarget target) {
        return new RouteRule("", "default/my-app", match, target, HeaderEdits.NONE, List.of(), "");
    }

    public static HostRoutes host(String domain, RouteRule... rules) {
        return new HostRoutes(domain + ":80", List.of(domain), List.of(rules), false);
    }

    public static Edits edits(
            SortedMap<String, String> set, SortedMap<String, String> add, String... remove) {
        return new Edits(set, add, List.of(remove));
    }

    /// Names and values in turn.
    public static SortedMap<String, String> map(String... entries) {
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(entries[i], entries[i + 1]);
        }
        return map;
    }
}
