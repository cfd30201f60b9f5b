// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;

/// Headers that Envoy sets.
public final class HeaderOption {
    private HeaderOption() {}

    /// In the place of all that there are of its name.
    public static HeaderValueOption overwriting(String name, String value) {
        return of(name, value, HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
    }

    public static HeaderValueOption of(String name, String value, HeaderAppendAction action) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppendAction(action)
                .build();
    }
}
