// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.gatehouse.routing.ServiceName;

/// What service a cluster is part of, as Istio notes it in the cluster's metadata: a list of one.
final class ServiceNameTranslator {
    private ServiceNameTranslator() {}

    static Metadata translate(ServiceName service) {
        Struct one =
                Struct.newBuilder()
                        .putFields("host", text(service.host()))
                        .putFields("name", text(service.name()))
                        .putFields("namespace", text(service.namespace()))
                        .build();
        ListValue services =
                ListValue.newBuilder().addValues(Value.newBuilder().setStructValue(one)).build();
        return Metadata.newBuilder()
                .putFilterMetadata(
                        "istio",
                        Struct.newBuilder()
                                .putFields(
                                        "services",
                                        Value.newBuilder().setListValue(services).build())
                                .build())
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
