// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRoute;
import java.util.List;
import java.util.Optional;

/// Puts the rule of a delegate in the place of the root rule that delegates to it: what the
/// delegate does not say is taken from the root; where requests go is the delegate's to say.
final class DelegateMerge {
    private DelegateMerge() {}

    static HttpRoute merge(HttpRoute root, HttpRoute leaf, List<HttpMatchRequest> matches) {
        return new HttpRoute(
                joined(root.name(), leaf.name()),
                matches,
                leaf.route(),
                leaf.redirect(),
                leaf.directResponse().or(root::directResponse),
                Optional.empty(),
                leaf.rewrite().or(root::rewrite),
                leaf.timeout().or(root::timeout),
                leaf.retries().or(root::retries),
                leaf.fault().or(root::fault),
                leaf.mirror().or(root::mirror),
                leaf.mirrors().isEmpty() ? root.mirrors() : leaf.mirrors(),
                leaf.mirrorPercent().or(root::mirrorPercent),
                leaf.mirrorPercentage().or(root::mirrorPercentage),
                leaf.corsPolicy().or(root::corsPolicy),
                leaf.headers().or(root::headers));
    }

    static String joined(String root, String leaf) {
        return root.isEmpty() || leaf.isEmpty() ? root + leaf : root + "-" + leaf;
    }
}
