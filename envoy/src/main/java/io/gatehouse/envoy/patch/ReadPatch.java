// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Message;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.ProxyPatch;

/// A patch whose value is the message that it stands for; the default instance if it has none.
public record ReadPatch(ProxyPatch patch, Message value) {
    PatchId id() {
        return patch.id();
    }

    PatchSubject subject() {
        return patch.subject();
    }

    PatchOperation operation() {
        return patch.operation();
    }

    PatchCondition condition() {
        return patch.condition();
    }

    boolean merges() {
        return patch.operation().merges();
    }
}
