// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Kind;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiResource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A kind that is listed and watched.
///
/// @param keysOnly what it holds is fetched when it is needed, object by object
record WatchedKind(Kind kind, boolean keysOnly) {
    /// They hold what helm and old Kubernetes keep there, which is nobody's certificate.
    private static final String USEFUL_SECRETS =
            "&fieldSelector=type!%3Dhelm.sh%2Frelease.v1%2Ctype!%3Dkubernetes.io%2Fservice-account-token";

    private static final Set<Kind> ON_DEMAND = Set.of(Kind.SECRET, Kind.CONFIG_MAP);

    /// Deployments say nothing that Pods do not.
    static final List<WatchedKind> ALL =
            Arrays.stream(Kind.values())
                    .filter(kind -> kind != Kind.DEPLOYMENT)
                    .map(kind -> new WatchedKind(kind, ON_DEMAND.contains(kind)))
                    .toList();

    /// See `keysOnly`.
    static boolean isOnDemand(Kind kind) {
        return ON_DEMAND.contains(kind);
    }

    ApiRequest list(String version, int limit, String continueToken) {
        String page =
                (limit > 0 ? "&limit=" + limit : "")
                        + (continueToken.isEmpty()
                                ? ""
                                : "&continue=" + QueryText.encoded(continueToken));
        return request(version, page, "PartialObjectMetadataList");
    }

    ApiRequest watch(String version, String resourceVersion, Duration timeout) {
        String watch =
                "&watch=true&allowWatchBookmarks=true&resourceVersion=%s&timeoutSeconds=%d"
                        .formatted(
                                QueryText.encoded(resourceVersion),
                                timeout.plusMillis(999).toSeconds());
        return request(version, watch, "PartialObjectMetadata");
    }

    private ApiRequest request(String version, String parameters, String metadataOnly) {
        String query = (kind == Kind.SECRET ? USEFUL_SECRETS : "") + parameters;
        String path = new ApiResource(kind, version).path();
        ApiRequest request =
                ApiRequest.get(query.isEmpty() ? path : path + "?" + query.substring(1));
        return keysOnly
                ? request.accepting("application/json;as=" + metadataOnly + ";g=meta.k8s.io;v=v1")
                : request;
    }
}
