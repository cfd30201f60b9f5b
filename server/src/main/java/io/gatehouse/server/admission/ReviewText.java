// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.Finding;
import io.gatehouse.server.log.PrintableText;
import java.util.ArrayList;
import java.util.List;

/// Findings as kubectl shows them.
final class ReviewText {
    /// What Kubernetes recommends for one warning.
    private static final int GOOD_LENGTH = 120;

    /// What of one warning the API server keeps when there is much to say.
    private static final int LONGEST = 256;

    /// What it keeps of all together.
    private static final int LONGEST_OF_ALL = 4096;

    private static final int MOST_REFUSALS = 20;
    private static final String MORE = "and %d more: the object's status tells all";
    private static final String ELLIPSIS = "…";

    private ReviewText() {}

    /// One line for each, as many as the API server hands on.
    static List<String> warnings(List<Finding> findings) {
        List<String> warnings = new ArrayList<>();
        int left = LONGEST_OF_ALL - MORE.length() - 10;
        for (Finding finding : findings) {
            String warning = shortened(line(finding));
            left -= length(warning);
            if (left < 0) {
                warnings.add(MORE.formatted(findings.size() - warnings.size()));
                return warnings;
            }
            warnings.add(warning);
        }
        return warnings;
    }

    /// A line for each, all in full.
    static String refusal(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        findings.stream().limit(MOST_REFUSALS).forEach(f -> lines.add(line(f)));
        if (findings.size() > MOST_REFUSALS) {
            lines.add("and %d more".formatted(findings.size() - MOST_REFUSALS));
        }
        return String.join("\n", lines);
    }

    static String line(Finding finding) {
        String field = finding.field().text().isEmpty() ? "" : " " + finding.field();
        return PrintableText.line(finding.code().id() + field + ": " + finding.message());
    }

    /// Leaves off what is said besides, from the end.
    private static String shortened(String line) {
        String text = line;
        for (int end = text.lastIndexOf("; ");
                end > 0 && length(text) > GOOD_LENGTH;
                end = text.lastIndexOf("; ")) {
            text = text.substring(0, end);
        }
        return length(text) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + ELLIPSIS;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
