// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Destination;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.Percent;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.routing.Mirroring;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Istio's `mirror` and `mirrors`. Without a percentage all requests are copied.
final class MirrorReader {
    private MirrorReader() {}

    static List<Mirroring> read(HttpRoute route, Function<Destination, UpstreamName> resolve) {
        int share =
                route.mirrorPercentage()
                        .or(() -> route.mirrorPercent().map(Percent::new))
                        .map(Share::perMillion)
                        .orElse(Share.ALL);
        Stream<Mirroring> one =
                route.mirror().stream()
                        .map(to -> new Mirroring(resolve.apply(to).toString(), share));
        Stream<Mirroring> several =
                route.mirrors().stream()
                        .flatMap(mirror ->
                                mirror.destination().stream()
                                        .map(to ->
                                                new Mirroring(
                                                        resolve.apply(to).toString(),
                                                        mirror.percentage()
                                                                .map(Share::perMillion)
                                                                .orElse(Share.ALL))));
        return Stream.concat(one, several).filter(mirror -> mirror.perMillion() > 0).toList();
    }
}
