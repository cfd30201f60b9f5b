// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.Csrf;
import io.gatehouse.engine.ValueMatchReader;
import io.gatehouse.routing.SameOrigin;

final class SameOriginReader {
    private SameOriginReader() {}

    static SameOrigin read(Csrf csrf) {
        return new SameOrigin(
                csrf.additionalOrigins().stream().map(ValueMatchReader::read).toList(),
                !csrf.shadow());
    }
}
