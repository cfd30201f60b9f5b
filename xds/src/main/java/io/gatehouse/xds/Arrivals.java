// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.Status;
import java.util.List;
import java.util.Optional;

/// What has reached a stream since it last looked. `end` is the status to close the stream with.
record Arrivals<Q>(List<Q> requests, Optional<SnapshotUpdate> update, Optional<Status> end) {
    Arrivals {
        requests = List.copyOf(requests);
    }
}
