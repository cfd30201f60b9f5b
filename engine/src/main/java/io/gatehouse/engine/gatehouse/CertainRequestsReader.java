// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.RequestCondition;
import io.gatehouse.config.istio.StringMatch;
import io.gatehouse.engine.AddressBlock;
import io.gatehouse.engine.ValueMatchReader;
import io.gatehouse.routing.CertainRequests;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

final class CertainRequestsReader {
    private static final String QUERY = "(?:\\?.*)?";
    private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9_/-]");

    private CertainRequestsReader() {}

    static CertainRequests read(RequestCondition condition) {
        List<HeaderCondition> headers = new ArrayList<>();
        condition.path().ifPresent(path -> headers.add(header(":path", path(path))));
        condition
                .headers()
                .forEach((name, match) ->
                        headers.add(
                                header(
                                        name.toLowerCase(Locale.ROOT),
                                        ValueMatchReader.read(match))));
        return new CertainRequests(
                headers, condition.clients().stream().map(AddressBlock::of).toList());
    }

    private static HeaderCondition header(String name, ValueMatch value) {
        return new HeaderCondition(name, value, false, false);
    }

    /// `:path` has the query string, too.
    private static ValueMatch path(StringMatch path) {
        return switch (ValueMatchReader.read(path)) {
            case ValueMatch.Exact(String text) ->
                    new ValueMatch.Regex(SPECIAL.matcher(text).replaceAll("\\\\$0") + QUERY);
            case ValueMatch.Regex(String pattern) ->
                    new ValueMatch.Regex("(?:" + pattern + ")" + QUERY);
            case ValueMatch other -> other;
        };
    }
}
