// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.Json;
import io.gatehouse.config.JsonWithNull;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.codec.AnythingCodec.Anything;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.core.Node;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.PeerAuthentication;
import io.gatehouse.config.istio.ProxyConfigResource;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.config.istio.WorkloadEntry;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// The codec of every [Kind]. This is the one place that looks into the records by reflection, so
/// that a field of the API is named once: in its record.
final class Codecs {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "status");

    /// Each is made when it is first asked for: reflection takes as long as reading thousands of
    /// objects, and most configurations are of a few kinds.
    private static final Map<Kind, ValueCodec> BY_KIND = new ConcurrentHashMap<>();

    private Codecs() {}

    static ValueCodec of(Kind kind) {
        return BY_KIND.computeIfAbsent(kind, k -> new ForKind(k).codec());
    }

    /// The codec of a record that Istio defines by protobuf and that is part of no [Kind].
    static ValueCodec ofProtobuf(Class<?> type) {
        return new ForKind(Kind.GATEWAY).of(type);
    }

    /// Makes the codecs below one kind; only their metadata differs by kind.
    private record ForKind(Kind kind) {
        ValueCodec codec() {
            return switch (kind) {
                case GATEWAY -> object(Gateway.class);
                case VIRTUAL_SERVICE -> object(VirtualService.class);
                case DESTINATION_RULE -> object(DestinationRule.class);
                case SERVICE_ENTRY -> object(ServiceEntry.class);
                case WORKLOAD_ENTRY -> object(WorkloadEntry.class);
                case REQUEST_AUTHENTICATION -> object(RequestAuthentication.class);
                case AUTHORIZATION_POLICY -> object(AuthorizationPolicy.class);
                case PEER_AUTHENTICATION -> object(PeerAuthentication.class);
                case TELEMETRY -> object(Telemetry.class);
                case ENVOY_FILTER -> object(EnvoyFilter.class);
                case TRAFFIC_EXTENSION -> object(TrafficExtension.class);
                case WASM_PLUGIN -> object(WasmPlugin.class);
                case PROXY_CONFIG -> object(ProxyConfigResource.class);
                case HTTP_POLICY -> object(HttpPolicy.class);
                case SERVICE -> object(Service.class);
                case ENDPOINT_SLICE -> object(EndpointSlice.class);
                case POD -> object(Pod.class);
                case DEPLOYMENT -> object(Deployment.class);
                case NAMESPACE -> object(Namespace.class);
                case NODE -> object(Node.class);
                case CONFIG_MAP -> object(ConfigMap.class);
                case SECRET -> new SecretCodec(object(SecretDocument.class));
            };
        }

        private ValueCodec object(Class<?> type) {
            return record(type, OF_EVERY_OBJECT, isProtobuf());
        }

        /// Whether the API is defined by protobuf, whose JSON allows two forms of a field's name.
        private boolean isProtobuf() {
            return kind.group().endsWith(".istio.io");
        }

        private ValueCodec record(Class<?> type, Set<String> passedOver, boolean snakeCaseToo) {
            List<ValueCodec> components = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                components.add(of(component.getGenericType()));
            }
            return new RecordCodec(type, components, passedOver, snakeCaseToo);
        }

        private ValueCodec of(Type type) {
            return switch (type) {
                case Class<?> c -> of(c);
                case ParameterizedType p -> generic((Class<?>) p.getRawType(), p);
                default -> throw unsupported(type);
            };
        }

        private ValueCodec of(Class<?> type) {
            if (type == String.class) {
                return ScalarCodec.TEXT;
            } else if (type == int.class || type == Integer.class) {
                return ScalarCodec.WHOLE;
            } else if (type == long.class || type == Long.class) {
                return ScalarCodec.LONG;
            } else if (type == double.class || type == Double.class) {
                return ScalarCodec.FRACTION;
            } else if (type == boolean.class || type == Boolean.class) {
                return ScalarCodec.FLAG;
            } else if (type == Duration.class) {
                return ScalarCodec.DURATION;
            } else if (type == Instant.class) {
                return ScalarCodec.INSTANT;
            } else if (type == Bytes.class) {
                return ScalarCodec.BYTES;
            } else if (type == IntOrString.class) {
                return ScalarCodec.INT_OR_STRING;
            } else if (type == Json.class) {
                return JsonCodec.JSON;
            } else if (type == JsonWithNull.class) {
                return JsonCodec.JSON_WITH_NULL;
            } else if (type == Anything.class) {
                return AnythingCodec.ANYTHING;
            } else if (type == ObjectMeta.class) {
                return new MetadataCodec(kind, record(MetadataDocument.class, Set.of(), false));
            } else if (type.isEnum()) {
                return new EnumCodec(type);
            } else if (type.isRecord()) {
                return record(type, Set.of(), isProtobuf());
            }
            throw unsupported(type);
        }

        private ValueCodec generic(Class<?> type, ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            ValueCodec last = of(arguments[arguments.length - 1]);
            if (type == List.class) {
                return new ListCodec(last);
            } else if (type == SortedMap.class) {
                return new MapCodec(last);
            } else if (type == Optional.class) {
                return new OptionalCodec(last);
            }
            throw unsupported(parameterized);
        }

        private static IllegalStateException unsupported(Type type) {
            return new IllegalStateException("no codec for " + type);
        }
    }
}
