// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendPort;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a proxy counts under for an upstream, as `outboundClusterStatName` has it.
record StatisticsName(Backend backend, BackendPort port, String subset) {
    /// By which the proxies of Istio tell where the name ends.
    private static final String END = ";";

    String of(String pattern) {
        String name = pattern;
        for (Map.Entry<String, String> operator : operators().entrySet()) {
            name = name.replace("%" + operator.getKey() + "%", operator.getValue());
        }
        return name + END;
    }

    private Map<String, String> operators() {
        boolean service = backend.origin().kind() == Kind.SERVICE;
        String name = service ? backend.origin().name() : backend.host();
        Map<String, String> operators = new LinkedHashMap<>();
        operators.put("SERVICE", service ? name + "." + backend.origin().namespace() : name);
        operators.put("SERVICE_NAME", name);
        operators.put("SERVICE_FQDN", backend.host());
        operators.put("SERVICE_PORT", Integer.toString(port.number()));
        operators.put("SERVICE_PORT_NAME", port.name());
        operators.put("SUBSET_NAME", subset);
        return operators;
    }
}
