// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.ErrorPages;
import io.gatehouse.config.gatehouse.ErrorPages.Page;
import io.gatehouse.config.gatehouse.ErrorPages.TextSource;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.routing.Replacements;
import io.gatehouse.routing.Replacements.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A page whose text is not there is left out.
record ReplacementsReader(FeatureContext context) {
    Optional<Replacements> read(ErrorPages pages) {
        List<Replacement> read = new ArrayList<>();
        for (int i = 0; i < pages.pages().size(); i++) {
            Page page = pages.pages().get(i);
            body(page, i).map(body -> replacement(page, body)).ifPresent(read::add);
        }
        return read.isEmpty() ? Optional.empty() : Optional.of(new Replacements(read));
    }

    private static Replacement replacement(Page page, String body) {
        return new Replacement(
                page.statuses().stream().filter(status -> !isClass(status)).toList(),
                page.statuses().stream().filter(ReplacementsReader::isClass).toList(),
                page.from() == ErrorPages.Source.GATEWAY,
                body,
                page.contentType().isEmpty() ? "text/html" : page.contentType(),
                page.status());
    }

    private static boolean isClass(String status) {
        return status.endsWith("xx");
    }

    private Optional<String> body(Page page, int index) {
        if (page.bodyFrom().isEmpty()) {
            return Optional.of(page.body());
        }
        TextSource source = page.bodyFrom().get();
        ObjectKey key =
                new ObjectKey(Kind.CONFIG_MAP, context.policy().namespace(), source.configMap());
        Optional<String> text =
                context.e()
                        .read(context.tables().configMaps, key)
                        .flatMap(map -> Optional.ofNullable(map.data().get(source.key())));
        if (text.isEmpty()) {
            context.tell(
                    FindingCode.TEXT_NOT_FOUND,
                    FeatureName.ERROR_PAGES,
                    "pages[%d].bodyFrom".formatted(index),
                    "%s has no entry %s, or is not there; the page is left out"
                            .formatted(key, source.key()));
        }
        return text;
    }
}
