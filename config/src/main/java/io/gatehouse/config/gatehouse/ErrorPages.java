// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.Named;
import java.util.List;
import java.util.Optional;

/// What clients are shown in place of errors. The first page that is for an answer is taken.
public record ErrorPages(List<Page> pages) implements HttpFeature {
    public ErrorPages {
        pages = List.copyOf(pages);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.ERROR_PAGES;
    }

    /// @param statuses such as `404` or `5xx`
    /// @param contentType empty means `text/html`
    /// @param status of the page; absent means that of the error
    public record Page(
            List<String> statuses,
            Source from,
            String body,
            Optional<TextSource> bodyFrom,
            String contentType,
            Optional<Integer> status) {
        public Page {
            statuses = List.copyOf(statuses);
        }
    }

    /// Whose answers.
    public enum Source {
        @Named("Any")
        ANY,
        /// The proxy's own.
        @Named("Gateway")
        GATEWAY
    }

    /// An entry of a ConfigMap of the policy's namespace.
    public record TextSource(String configMap, String key) {}
}
