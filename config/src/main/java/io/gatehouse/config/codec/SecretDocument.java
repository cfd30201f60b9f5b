// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ObjectMeta;
import java.util.Optional;
import java.util.SortedMap;

/// A Secret as users write it: values in base64, or as they are.
record SecretDocument(
        ObjectMeta metadata,
        String type,
        SortedMap<String, Bytes> data,
        SortedMap<String, String> stringData,
        Optional<Boolean> immutable) {}
