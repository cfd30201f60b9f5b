// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.gatehouse.ApiKeys;
import io.gatehouse.config.gatehouse.ApiKeys.KeyPlace;
import io.gatehouse.routing.ClientKeys;
import io.gatehouse.routing.ClientKeys.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the entries of a Secret, each a client and its key. What cannot be used lets nobody in,
/// and is told by the client.
final class ClientKeysReader {
    private ClientKeysReader() {}

    static ClientKeys read(FeatureContext context, ApiKeys object) {
        SortedMap<String, String> keys =
                context.secret(object.feature(), object.secretName())
                        .map(data -> keys(context, object, data))
                        .orElseGet(TreeMap::new);
        return new ClientKeys(
                keys,
                object.from().stream().map(ClientKeysReader::place).toList(),
                object.clientHeader(),
                object.forwardKey());
    }

    private static SortedMap<String, String> keys(
            FeatureContext context, ApiKeys object, SortedMap<String, SecretValue> data) {
        for (int i = 0; i < object.allowedClients().size(); i++) {
            String client = object.allowedClients().get(i);
            if (!data.containsKey(client)) {
                context.tell(
                        FindingCode.POLICY_CLIENT_UNKNOWN,
                        object.feature(),
                        "allowedClients",
                        "Secret %s has no entry %s".formatted(object.secretName(), client));
            }
        }
        SortedMap<String, String> keys = new TreeMap<>();
        Map<String, String> clients = new HashMap<>();
        data.forEach((client, value) -> {
            String key = value.bytes().utf8().strip();
            String other = clients.putIfAbsent(key, client);
            if (key.isEmpty()) {
                unusable(context, object, "the key of %s is empty".formatted(client));
            } else if (other != null) {
                unusable(context, object, "%s has the key of %s".formatted(client, other));
            } else if (object.allowedClients().isEmpty()
                    || object.allowedClients().contains(client)) {
                keys.put(client, key);
            }
        });
        return keys;
    }

    private static void unusable(FeatureContext context, ApiKeys object, String why) {
        context.tell(
                FindingCode.POLICY_SECRET_UNUSABLE,
                object.feature(),
                "secretName",
                "Secret %s: %s".formatted(object.secretName(), why));
    }

    private static Place place(KeyPlace place) {
        if (!place.header().isEmpty()) {
            return new Place.InHeader(place.header());
        }
        return place.query().isEmpty()
                ? new Place.InCookie(place.cookie())
                : new Place.InQuery(place.query());
    }
}
