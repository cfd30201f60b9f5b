// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DurationProto;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakerProto;
import io.envoyproxy.envoy.config.cluster.v3.ClusterProto;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.envoyproxy.envoy.config.common.matcher.v3.MatcherProto;
import io.envoyproxy.envoy.config.core.v3.HttpService;
import io.envoyproxy.envoy.config.core.v3.HttpServiceProto;
import io.envoyproxy.envoy.config.route.v3.RateLimit;
import io.envoyproxy.envoy.config.route.v3.RouteComponentsProto;
import io.envoyproxy.envoy.config.trace.v3.ZipkinProto;
import io.envoyproxy.envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuthProto;
import io.envoyproxy.envoy.extensions.filters.http.oauth2.v3.OauthProto;
import io.envoyproxy.envoy.extensions.filters.http.ratelimit.v3.RateLimitProto;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManagerProto;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptionsProto;
import io.envoyproxy.envoy.type.metadata.v3.MetadataProto;
import io.envoyproxy.envoy.type.tracing.v3.CustomTagProto;
import io.envoyproxy.pgv.validate.Validate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Envoy's types with the [NewerFields] in them, so that these can be written by name.
final class NewerTypes {
    private static final String OUTLIER_DETECTION = "OutlierDetection";

    private NewerTypes() {}

    /// The resource and the typed configuration that hold newer fields, however deep.
    static List<Descriptor> all() {
        FileDescriptor circuitBreakers =
                newer(
                        CircuitBreakerProto.getDescriptor(),
                        DurationProto.getDescriptor(),
                        NewerTypes::addBudgetInterval);
        FileDescriptor cluster = newer(ClusterProto.getDescriptor(), circuitBreakers, _ -> {});
        FileDescriptor options =
                newer(
                        HttpProtocolOptionsProto.getDescriptor(),
                        MatcherProto.getDescriptor(),
                        NewerTypes::addErrorMatcher);
        FileDescriptor apiKeys =
                newer(
                        ApiKeyAuthProto.getDescriptor(),
                        Validate.getDescriptor(),
                        NewerTypes::addForwarding);
        FileDescriptor rateLimit =
                newer(
                        RateLimitProto.getDescriptor(),
                        RouteComponentsProto.getDescriptor(),
                        NewerTypes::addRateLimits);
        FileDescriptor oauth =
                newer(
                        OauthProto.getDescriptor(),
                        DurationProto.getDescriptor(),
                        NewerTypes::addEndSession);
        FileDescriptor tags =
                newer(
                        CustomTagProto.getDescriptor(),
                        MetadataProto.getDescriptor(),
                        file ->
                                type(file.getMessageTypeBuilderList(), "CustomTag")
                                        .addField(
                                                scalar(
                                                                "value",
                                                                NewerFields.TAG_FORMAT,
                                                                FieldDescriptorProto.Type
                                                                        .TYPE_STRING)
                                                        .setOneofIndex(0)));
        FileDescriptor manager =
                newer(HttpConnectionManagerProto.getDescriptor(), tags, NewerTypes::addPropagation);
        FileDescriptor zipkin =
                newer(
                        ZipkinProto.getDescriptor(),
                        HttpServiceProto.getDescriptor(),
                        NewerTypes::addCollector);
        return List.of(
                oauth.findMessageTypeByName("OAuth2"),
                rateLimit.findMessageTypeByName("RateLimit"),
                apiKeys.findMessageTypeByName("ApiKeyAuth"),
                cluster.findMessageTypeByName("Cluster"),
                options.findMessageTypeByName("HttpProtocolOptions"),
                manager.findMessageTypeByName("HttpConnectionManager"),
                zipkin.findMessageTypeByName("ZipkinConfig"));
    }

    private static void addPropagation(FileDescriptorProto.Builder file) {
        DescriptorProto.Builder manager =
                type(file.getMessageTypeBuilderList(), "HttpConnectionManager");
        type(manager.getNestedTypeBuilderList(), "Tracing")
                .addField(
                        scalar(
                                "no_context_propagation",
                                NewerFields.NO_PROPAGATION,
                                FieldDescriptorProto.Type.TYPE_BOOL));
    }

    private static void addCollector(FileDescriptorProto.Builder file) {
        type(file.getMessageTypeBuilderList(), "ZipkinConfig")
                .addEnumType(
                        EnumDescriptorProto.newBuilder()
                                .setName("TraceContextOption")
                                .addValue(value("USE_B3", 0))
                                .addValue(value("USE_B3_WITH_W3C_PROPAGATION", 1)))
                .addField(
                        scalar(
                                        "trace_context_option",
                                        NewerFields.TRACE_CONTEXT,
                                        FieldDescriptorProto.Type.TYPE_ENUM)
                                .setTypeName(
                                        "."
                                                + file.getPackage()
                                                + ".ZipkinConfig.TraceContextOption"))
                .addField(
                        field(
                                "collector_service",
                                NewerFields.COLLECTOR_SERVICE,
                                HttpService.getDescriptor().getFullName()));
    }

    private static EnumValueDescriptorProto value(String name, int number) {
        return EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number).build();
    }

    private static FieldDescriptorProto.Builder scalar(
            String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(type);
    }

    private static void addBudgetInterval(FileDescriptorProto.Builder file) {
        DescriptorProto.Builder breakers =
                type(file.getMessageTypeBuilderList(), "CircuitBreakers");
        DescriptorProto.Builder thresholds =
                type(breakers.getNestedTypeBuilderList(), "Thresholds");
        type(thresholds.getNestedTypeBuilderList(), "RetryBudget")
                .addField(
                        field(
                                "budget_interval",
                                NewerFields.BUDGET_INTERVAL,
                                Duration.getDescriptor().getFullName()));
    }

    private static void addErrorMatcher(FileDescriptorProto.Builder file) {
        DescriptorProto.Builder options =
                type(file.getMessageTypeBuilderList(), "HttpProtocolOptions");
        options.addNestedType(
                        DescriptorProto.newBuilder()
                                .setName(OUTLIER_DETECTION)
                                .addField(
                                        field(
                                                "error_matcher",
                                                NewerFields.ERROR_MATCHER,
                                                MatchPredicate.getDescriptor().getFullName())))
                .addField(
                        field(
                                "outlier_detection",
                                NewerFields.HTTP_OUTLIER_DETECTION,
                                file.getPackage() + ".HttpProtocolOptions." + OUTLIER_DETECTION));
    }

    private static void addRateLimits(FileDescriptorProto.Builder file) {
        type(file.getMessageTypeBuilderList(), "RateLimit")
                .addField(
                        field(
                                        "rate_limits",
                                        NewerFields.FILTER_RATE_LIMITS,
                                        RateLimit.getDescriptor().getFullName())
                                .toBuilder()
                                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED));
    }

    private static void addEndSession(FileDescriptorProto.Builder file) {
        type(file.getMessageTypeBuilderList(), "OAuth2Config")
                .addField(
                        scalar(
                                "end_session_endpoint",
                                NewerFields.END_SESSION_ENDPOINT,
                                FieldDescriptorProto.Type.TYPE_STRING));
    }

    private static void addForwarding(FileDescriptorProto.Builder file) {
        file.addMessageType(
                DescriptorProto.newBuilder()
                        .setName("Forwarding")
                        .addField(
                                scalar(
                                        "header",
                                        NewerFields.FORWARDED_CLIENT_HEADER,
                                        FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(
                                scalar(
                                        "hide_credentials",
                                        NewerFields.HIDE_CREDENTIALS,
                                        FieldDescriptorProto.Type.TYPE_BOOL)));
        type(file.getMessageTypeBuilderList(), "ApiKeyAuth")
                .addField(
                        field(
                                "forwarding",
                                NewerFields.API_KEY_FORWARDING,
                                file.getPackage() + ".Forwarding"));
    }

    private static FieldDescriptorProto field(String name, int number, String type) {
        return scalar(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName("." + type)
                .build();
    }

    private static DescriptorProto.Builder type(List<DescriptorProto.Builder> types, String name) {
        return types.stream().filter(type -> type.getName().equals(name)).findFirst().orElseThrow();
    }

    /// @param imported in place of the import of its name, or in addition
    private static FileDescriptor newer(
            FileDescriptor old,
            FileDescriptor imported,
            Consumer<FileDescriptorProto.Builder> edit) {
        Map<String, FileDescriptor> imports = new LinkedHashMap<>();
        old.getDependencies().forEach(file -> imports.put(file.getName(), file));
        imports.put(imported.getName(), imported);
        FileDescriptorProto.Builder file =
                old.toProto().toBuilder().clearDependency().addAllDependency(imports.keySet());
        edit.accept(file);
        try {
            return FileDescriptor.buildFrom(
                    file.build(), imports.values().toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("a newer field does not fit " + old.getName(), e);
        }
    }
}
