// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Values of a URL's query.
public final class QueryText {
    private QueryText() {}

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
