// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ConnectionSettings;
import io.gatehouse.routing.EdgeConnections;
import io.gatehouse.routing.EdgeConnections.Underscores;
import io.gatehouse.routing.PathCleaning;
import io.gatehouse.routing.PathCleaning.EscapedSlashes;

/// `connectionSettings` with what their profile says.
final class EdgeConnectionsReader {
    private EdgeConnectionsReader() {}

    static EdgeConnections read(ConnectionSettings settings) {
        return new EdgeConnections(
                settings.httpMaxConnectionDuration(),
                settings.httpMaxStreamDuration(),
                settings.httpStreamIdleTimeout(),
                settings.httpRequestTimeout(),
                settings.httpRequestHeadersTimeout(),
                settings.httpDrainTimeout(),
                settings.httpMaxConcurrentStreams(),
                settings.http2InitialStreamWindowSize(),
                settings.http2InitialConnectionWindowSize(),
                switch (settings.httpHeadersWithUnderscoresAction()) {
                    case HEADERS_WITH_UNDERSCORES_UNSPECIFIED, HEADERS_WITH_UNDERSCORES_ALLOW ->
                            Underscores.ALLOWED;
                    case HEADERS_WITH_UNDERSCORES_REJECT_REQUEST -> Underscores.REFUSED;
                    case HEADERS_WITH_UNDERSCORES_DROP_HEADER -> Underscores.DROPPED;
                });
    }

    /// They come before what the mesh says.
    static PathCleaning paths(ConnectionSettings settings, PathCleaning ofMesh) {
        return new PathCleaning(
                ofMesh.dotSegments(),
                settings.httpMergeSlashes().orElse(ofMesh.mergedSlashes()),
                switch (settings.httpPathWithEscapedSlashesAction()) {
                    case PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED -> ofMesh.escapedSlashes();
                    case KEEP_UNCHANGED -> EscapedSlashes.KEPT;
                    case REJECT_REQUEST -> EscapedSlashes.REFUSED;
                    case UNESCAPE_AND_REDIRECT -> EscapedSlashes.REDIRECTED;
                    case UNESCAPE_AND_FORWARD -> EscapedSlashes.DECODED;
                });
    }
}
