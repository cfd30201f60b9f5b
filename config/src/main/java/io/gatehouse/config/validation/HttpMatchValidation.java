// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.StringMatch;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// Istio's rules for what a request must look like.
final class HttpMatchValidation {
    /// `@request.auth.claims.a.b` or `@request.auth.claims[a][b]`.
    private static final Pattern CLAIM =
            Pattern.compile("(?i:@request\\.auth\\.claims)(?:(?:\\.[^.]+)+|(?:\\[[^\\[\\]]+])+)");

    void validate(Scope scope, HttpMatchRequest match) {
        match.uri().ifPresent(m -> Values.match(scope.field("uri"), m, true));
        match.scheme().ifPresent(m -> Values.match(scope.field("scheme"), m, false));
        match.method().ifPresent(m -> Values.match(scope.field("method"), m, false));
        match.authority().ifPresent(m -> Values.match(scope.field("authority"), m, false));
        headers(scope.field("headers"), match.headers(), false);
        headers(scope.field("withoutHeaders"), match.withoutHeaders(), true);
        match.queryParams()
                .forEach((name, value) ->
                        Values.match(scope.field("queryParams").entry(name), value, false));
        if (match.port() != 0) {
            Values.port(scope.field("port"), match.port());
        }
        VirtualServiceValidation.gateways(scope.field("gateways"), match.gateways());
        if (!match.sourceNamespace().isEmpty() && !HostNames.isLabel(match.sourceNamespace())) {
            scope.field("sourceNamespace")
                    .invalid(
                            "found %s (expected: a namespace)"
                                    .formatted(Scope.quote(match.sourceNamespace())));
        }
        LabelValidation.labels(scope.field("sourceLabels"), match.sourceLabels());
    }

    /// @param starIsPresence whether the expression `*`, which is no RE2, stands for any value
    private static void headers(
            Scope scope, SortedMap<String, StringMatch> headers, boolean starIsPresence) {
        for (Map.Entry<String, StringMatch> header : headers.entrySet()) {
            Scope at = scope.entry(header.getKey());
            if (!isClaim(header.getKey())) {
                HeaderValidation.matchedName(at, header.getKey());
            }
            boolean star = header.getValue().regex().filter("*"::equals).isPresent();
            if (!star || !starIsPresence) {
                Values.match(at, header.getValue(), false);
            }
        }
    }

    private static boolean isClaim(String name) {
        return CLAIM.matcher(name).matches();
    }
}
