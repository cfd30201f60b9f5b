// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC.Action;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBACPerRoute;
import io.gatehouse.envoy.access.Ranges;
import io.gatehouse.routing.AddressRange;
import io.gatehouse.routing.ClientAddresses;
import java.util.List;

/// Refuses clients by their address.
final class ClientAddressesFilter implements FeatureFilter<ClientAddresses> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.CLIENT_ADDRESSES;
    }

    @Override
    public Class<ClientAddresses> feature() {
        return ClientAddresses.class;
    }

    /// Without rules everybody is let in.
    @Override
    public RBAC neutral() {
        return RBAC.getDefaultInstance();
    }

    @Override
    public RBACPerRoute translate(ClientAddresses addresses) {
        Principal.Set.Builder all = Principal.Set.newBuilder();
        if (!addresses.admitted().isEmpty()) {
            all.addIds(anyOf(addresses.admitted()));
        }
        if (!addresses.refused().isEmpty()) {
            all.addIds(Principal.newBuilder().setNotId(anyOf(addresses.refused())));
        }
        Policy admitted =
                Policy.newBuilder()
                        .addPermissions(Permission.newBuilder().setAny(true))
                        .addPrincipals(Principal.newBuilder().setAndIds(all))
                        .build();
        return RBACPerRoute.newBuilder()
                .setRbac(
                        RBAC.newBuilder()
                                .setRules(
                                        io.envoyproxy
                                                .envoy
                                                .config
                                                .rbac
                                                .v3
                                                .RBAC
                                                .newBuilder()
                                                .setAction(Action.ALLOW)
                                                .putPolicies("admitted", admitted)))
                .build();
    }

    private static Principal anyOf(List<AddressRange> ranges) {
        Principal.Set.Builder any = Principal.Set.newBuilder();
        ranges.forEach(range -> any.addIds(Principal.newBuilder().setRemoteIp(Ranges.of(range))));
        return Principal.newBuilder().setOrIds(any).build();
    }
}
