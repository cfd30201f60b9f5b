// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.ErrorPages;
import io.gatehouse.config.gatehouse.ErrorPages.Page;
import java.util.regex.Pattern;

final class ErrorPagesValidation {
    private static final Pattern STATUS = Pattern.compile("[45](?:xx|[0-9][0-9])");

    private ErrorPagesValidation() {}

    static void validate(Scope scope, ErrorPages object) {
        if (object.pages().isEmpty()) {
            scope.field("pages").missing("at least one page is needed");
        }
        scope.field("pages").each(object.pages(), ErrorPagesValidation::page);
    }

    private static void page(Scope scope, Page page) {
        if (page.statuses().isEmpty()) {
            scope.field("statuses").missing("a page must say for which statuses it is");
        }
        scope.field("statuses")
                .each(
                        page.statuses(),
                        (item, status) -> {
                            if (!STATUS.matcher(status).matches()) {
                                item.invalid(
                                        "found %s (expected: a status of an error such as \"404\", or \"4xx\" or \"5xx\")"
                                                .formatted(Scope.quote(status)));
                            }
                        });
        Values.oneOf(
                scope, "body and bodyFrom", !page.body().isEmpty(), page.bodyFrom().isPresent());
        page.bodyFrom()
                .ifPresent(source -> {
                    if (source.configMap().isEmpty()) {
                        scope.field("bodyFrom").field("configMap").missing("the name is missing");
                    }
                    if (source.key().isEmpty()) {
                        scope.field("bodyFrom").field("key").missing("the key is missing");
                    }
                });
        HeaderValidation.plainValue(scope.field("contentType"), page.contentType());
        page.status().ifPresent(status -> Values.answerStatus(scope.field("status"), status));
    }
}
