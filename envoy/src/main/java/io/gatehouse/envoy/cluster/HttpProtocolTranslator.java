// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.Any;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.core.v3.UpstreamHttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.UseDownstreamHttpConfig;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.Http1Options;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.ConnectionRules.Pings;
import io.gatehouse.routing.TlsOrigination;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamProtocol;

/// How HTTP is spoken to an upstream; nothing is said where all is as Envoy does it by itself.
final class HttpProtocolTranslator {
    private static final String EXTENSION =
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    private HttpProtocolTranslator() {}

    static void apply(Upstream upstream, Cluster.Builder cluster) {
        HttpProtocolOptions.Builder options = HttpProtocolOptions.newBuilder();
        CommonHttpTranslator.translate(upstream.connections())
                .ifPresent(options::setCommonHttpProtocolOptions);
        upstream.tls()
                .map(HttpProtocolTranslator::byRequest)
                .filter(byRequest -> !byRequest.equals(byRequest.getDefaultInstanceForType()))
                .ifPresent(options::setUpstreamHttpProtocolOptions);
        upstream.ejection()
                .flatMap(OutlierDetectionTranslator::errors)
                .ifPresent(errors -> NewerFields.setErrorMatcher(options, errors));
        boolean says = !options.build().equals(HttpProtocolOptions.getDefaultInstance());
        if (!says && !upstream.letterCase() && upstream.protocol() == UpstreamProtocol.HTTP1) {
            return;
        }
        protocol(upstream, options);
        cluster.putTypedExtensionProtocolOptions(EXTENSION, Any.pack(options.build()));
    }

    private static void protocol(Upstream upstream, HttpProtocolOptions.Builder options) {
        Http1ProtocolOptions http1 = Http1Options.of(upstream.letterCase());
        Http2ProtocolOptions http2 = http2(upstream.connections());
        switch (upstream.protocol()) {
            case HTTP1 ->
                    options.setExplicitHttpConfig(
                            ExplicitHttpConfig.newBuilder().setHttpProtocolOptions(http1));
            case HTTP2 ->
                    options.setExplicitHttpConfig(
                            ExplicitHttpConfig.newBuilder().setHttp2ProtocolOptions(http2));
            case AS_CLIENT ->
                    options.setUseDownstreamProtocolConfig(
                            UseDownstreamHttpConfig.newBuilder()
                                    .setHttpProtocolOptions(http1)
                                    .setHttp2ProtocolOptions(http2));
        }
    }

    private static Http2ProtocolOptions http2(ConnectionRules rules) {
        Http2ProtocolOptions.Builder http2 = Http2ProtocolOptions.newBuilder();
        if (rules.maximumStreams() > 0) {
            http2.setMaxConcurrentStreams(UInt32Value.of(rules.maximumStreams()));
        }
        rules.pings().map(HttpProtocolTranslator::pings).ifPresent(http2::setConnectionKeepalive);
        return http2.build();
    }

    private static KeepaliveSettings pings(Pings pings) {
        KeepaliveSettings.Builder settings =
                KeepaliveSettings.newBuilder().setTimeout(EnvoyDuration.of(pings.timeout()));
        pings.interval().map(EnvoyDuration::of).ifPresent(settings::setInterval);
        return settings.build();
    }

    private static UpstreamHttpProtocolOptions byRequest(TlsOrigination tls) {
        return UpstreamHttpProtocolOptions.newBuilder()
                .setAutoSni(tls.serverName().isEmpty())
                .setAutoSanValidation(tls.matchRequestHost())
                .build();
    }
}
