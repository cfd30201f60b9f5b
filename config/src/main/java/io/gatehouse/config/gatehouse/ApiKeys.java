// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import java.util.List;

/// Which clients may send requests, each by a key of its own.
///
/// @param secretName of the policy's namespace, whose entries are client and key
/// @param from where a request may have its key; the first that it has counts
/// @param allowedClients empty means all of the Secret
/// @param clientHeader in which the client's name goes on; empty means in none
/// @param forwardKey whether the key goes on too
public record ApiKeys(
        String secretName,
        List<KeyPlace> from,
        List<String> allowedClients,
        String clientHeader,
        boolean forwardKey)
        implements HttpFeature {
    public ApiKeys {
        from = List.copyOf(from);
        allowedClients = List.copyOf(allowedClients);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.API_KEYS;
    }

    /// One of them is set.
    public record KeyPlace(String header, String query, String cookie) {}
}
