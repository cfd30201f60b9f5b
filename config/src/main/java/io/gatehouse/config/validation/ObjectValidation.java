// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Secret;
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
import java.util.List;

/// Judges objects of every kind.
public final class ObjectValidation {
    private ObjectValidation() {}

    /// All that can be said of the object without knowing any other; without positions.
    public static List<Finding> validate(ConfigObject object) {
        return switch (object) {
            case Gateway gateway -> GatewayValidation.validate(gateway);
            case VirtualService service -> VirtualServiceValidation.validate(service);
            case DestinationRule rule -> DestinationRuleValidation.validate(rule);
            case ServiceEntry entry -> ServiceEntryValidation.validate(entry);
            case WorkloadEntry entry -> WorkloadEntryValidation.validate(entry);
            case RequestAuthentication authentication ->
                    RequestAuthenticationValidation.validate(authentication);
            case AuthorizationPolicy policy -> AuthorizationPolicyValidation.validate(policy);
            case PeerAuthentication policy -> PeerAuthenticationValidation.validate(policy);
            case Telemetry telemetry -> TelemetryValidation.validate(telemetry);
            case EnvoyFilter filter -> EnvoyFilterValidation.validate(filter);
            case TrafficExtension extension -> TrafficExtensionValidation.validate(extension);
            case WasmPlugin plugin -> TrafficExtensionValidation.validate(plugin);
            case ProxyConfigResource config -> ProxyConfigResourceValidation.validate(config);
            case HttpPolicy policy -> HttpPolicyValidation.validate(policy);
            case Secret secret -> SecretValidation.validate(secret);
            case Service service -> ServiceValidation.validate(service);
            case EndpointSlice slice -> EndpointSliceValidation.validate(slice);
            case ConfigMap map -> ConfigMapValidation.validate(map);
            case Pod pod -> PodValidation.validate(pod);
            case Deployment deployment -> PodValidation.validate(deployment);
            default -> List.of();
        };
    }
}
