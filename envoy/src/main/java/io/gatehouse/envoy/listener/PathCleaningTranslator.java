// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.gatehouse.routing.PathCleaning;

final class PathCleaningTranslator {
    private PathCleaningTranslator() {}

    static void apply(PathCleaning paths, HttpConnectionManager.Builder manager) {
        manager.setNormalizePath(BoolValue.of(paths.dotSegments()))
                .setMergeSlashes(paths.mergedSlashes())
                .setPathWithEscapedSlashesAction(
                        switch (paths.escapedSlashes()) {
                            case KEPT -> PathWithEscapedSlashesAction.KEEP_UNCHANGED;
                            case REFUSED -> PathWithEscapedSlashesAction.REJECT_REQUEST;
                            case REDIRECTED -> PathWithEscapedSlashesAction.UNESCAPE_AND_REDIRECT;
                            case DECODED -> PathWithEscapedSlashesAction.UNESCAPE_AND_FORWARD;
                        });
    }
}
