// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Severity;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One entry of `status.validationMessages`, in the form of Istio's analysis messages, which hold
/// no text.
record ValidationMessage(String name, String code, Severity level) {
    /// By which the entries of Gatehouse are told from those of others.
    static final String CODE_PREFIX = "GH";

    /// In the order of codes, each once.
    static List<ValidationMessage> of(Collection<Finding> findings) {
        return findings.stream()
                .sorted((a, b) -> a.code().compareTo(b.code()))
                .map(f -> new ValidationMessage(name(f.code()), f.code().id(), f.severity()))
                .distinct()
                .toList();
    }

    /// The code's name in CamelCase.
    static String name(FindingCode code) {
        return Arrays.stream(code.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
