// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Headers;
import io.gatehouse.config.istio.Headers.HeaderOperations;
import io.gatehouse.routing.HeaderEdits;
import java.util.Optional;

/// Istio's `headers` as edits.
final class HeaderEditsReader {
    private HeaderEditsReader() {}

    static HeaderEdits read(Optional<Headers> headers) {
        return new HeaderEdits(
                edits(headers.flatMap(Headers::request)),
                edits(headers.flatMap(Headers::response)));
    }

    private static HeaderEdits.Edits edits(Optional<HeaderOperations> operations) {
        return operations
                .map(o -> new HeaderEdits.Edits(o.set(), o.add(), o.remove()))
                .orElse(HeaderEdits.Edits.NONE);
    }
}
