// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.trace.v3.DatadogConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.SkyWalkingConfig;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig;
import io.envoyproxy.envoy.extensions.filters.http.basic_auth.v3.BasicAuth;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.extensions.filters.http.credential_injector.v3.CredentialInjector;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.grpc_web.v3.GrpcWeb;
import io.envoyproxy.envoy.extensions.filters.http.header_to_metadata.v3.HeaderToMetadataProto;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.SetFilterStateProto;
import io.envoyproxy.envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec;
import io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm;
import io.envoyproxy.envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.mongo_proxy.v3.MongoProxy;
import io.envoyproxy.envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery;
import io.envoyproxy.envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.ServerNameInput;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import io.envoyproxy.envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig;
import io.envoyproxy.envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.DynatraceResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.EnvironmentResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.samplers.v3.DynatraceSamplerConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.List;

/// Envoy resources as JSON: equal resources give equal text, and every nested configuration that
/// Gatehouse makes is written out. What Envoy marks as sensitive, and `authorization` headers, are
/// replaced by `[redacted]` unless asked for.
public final class EnvoyJson {
    private EnvoyJson() {}

    /// For people.
    public static String redacted(Message resource) {
        return print(new Redaction(Registry.TYPES).apply(resource));
    }

    /// For Envoy itself: private keys and tokens are in the text.
    public static String withSecrets(Message resource) {
        return print(resource);
    }

    private static String print(Message resource) {
        try {
            return print(resource, Registry.TYPES);
        } catch (InvalidProtocolBufferException _) {
            return printAny(resource);
        }
    }

    /// Of what users have put in, which may be of any type.
    private static String printAny(Message resource) {
        try {
            return print(resource, EnvoyTypes.registry());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("Envoy resource holds an unknown type", e);
        }
    }

    private static String print(Message resource, TypeRegistry types)
            throws InvalidProtocolBufferException {
        return JsonFormat.printer()
                .usingTypeRegistry(types)
                .sortingMapKeys()
                .print(complete(resource, types));
    }

    private static Message complete(Message resource, TypeRegistry types)
            throws InvalidProtocolBufferException {
        Descriptor type = types.find(resource.getDescriptorForType().getFullName());
        return type == null ? resource : DynamicMessage.parseFrom(type, resource.toByteString());
    }

    /// Made at the first use: descriptors take a while to load, and serving needs none of it.
    private static final class Registry {
        /// Files that these import are known too, and with them all that they can hold. The first
        /// type of a name is the one that counts.
        static final TypeRegistry TYPES =
                TypeRegistry.newBuilder()
                        .add(NewerTypes.all())
                        .add(CertificateSelectorTypes.ON_DEMAND_SECRET)
                        .add(CertificateSelectorTypes.SERVER_NAME)
                        .add(
                                List.of(
                                        BasicAuth.getDescriptor(),
                                        Bootstrap.getDescriptor(),
                                        ClusterConfig.getDescriptor(),
                                        io.envoyproxy.envoy.extensions.rate_limit_descriptors.expr
                                                .v3.Descriptor.getDescriptor(),
                                        DnsCluster.getDescriptor(),
                                        DownstreamConnectionsConfig.getDescriptor(),
                                        DownstreamTlsContext.getDescriptor(),
                                        ExtAuthz.getDescriptor(),
                                        io.envoyproxy.envoy.extensions.filters.network.ext_authz.v3
                                                .ExtAuthz.getDescriptor(),
                                        ExternalProcessor.getDescriptor(),
                                        FilterConfig.getDescriptor(),
                                        FixedHeapConfig.getDescriptor(),
                                        DatadogConfig.getDescriptor(),
                                        DynatraceResourceDetectorConfig.getDescriptor(),
                                        DynatraceSamplerConfig.getDescriptor(),
                                        EnvironmentResourceDetectorConfig.getDescriptor(),
                                        ExpressionFilter.getDescriptor(),
                                        FileAccessLog.getDescriptor(),
                                        HttpGrpcAccessLogConfig.getDescriptor(),
                                        OpenTelemetryAccessLogConfig.getDescriptor(),
                                        OpenTelemetryConfig.getDescriptor(),
                                        ReqWithoutQuery.getDescriptor(),
                                        SkyWalkingConfig.getDescriptor(),
                                        UuidRequestIdConfig.getDescriptor(),
                                        HeaderToMetadataProto.getDescriptor()
                                                .findMessageTypeByName("Config"),
                                        HeaderMutation.getDescriptor(),
                                        HttpConnectionManager.getDescriptor(),
                                        JwtAuthentication.getDescriptor(),
                                        Lua.getDescriptor(),
                                        MongoProxy.getDescriptor(),
                                        PreviousHostsPredicate.getDescriptor(),
                                        PreviousPrioritiesConfig.getDescriptor(),
                                        ProxyProtocol.getDescriptor(),
                                        ProxyProtocolUpstreamTransport.getDescriptor(),
                                        QuicDownstreamTransport.getDescriptor(),
                                        RawBuffer.getDescriptor(),
                                        RBAC.getDescriptor(),
                                        io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC
                                                .getDescriptor(),
                                        Cors.getDescriptor(),
                                        CredentialInjector.getDescriptor(),
                                        CorsPolicy.getDescriptor(),
                                        HTTPFault.getDescriptor(),
                                        GrpcWeb.getDescriptor(),
                                        Router.getDescriptor(),
                                        Secret.getDescriptor(),
                                        ScopedRouteConfiguration.getDescriptor(),
                                        ServerNameInput.getDescriptor(),
                                        SetFilterStateProto.getDescriptor()
                                                .findMessageTypeByName("Config"),
                                        TcpProxy.getDescriptor(),
                                        TlsInspector.getDescriptor(),
                                        TypedStruct.getDescriptor(),
                                        UpstreamCodec.getDescriptor(),
                                        Wasm.getDescriptor(),
                                        io.envoyproxy.envoy.extensions.filters.network.wasm.v3.Wasm
                                                .getDescriptor()))
                        .build();
    }
}
