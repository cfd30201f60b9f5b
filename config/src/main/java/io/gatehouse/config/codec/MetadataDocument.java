// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.codec.AnythingCodec.Anything;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/// `metadata` with all the fields that Kubernetes allows in it.
record MetadataDocument(
        String name,
        String generateName,
        String namespace,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Optional<Instant> creationTimestamp,
        String uid,
        long generation,
        Anything resourceVersion,
        Anything selfLink,
        Anything deletionTimestamp,
        Anything deletionGracePeriodSeconds,
        Anything ownerReferences,
        Anything finalizers,
        Anything clusterName,
        Anything managedFields) {}
