// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.Optional;

/// One thing to tell the user about what they wrote.
///
/// @param object absent where a document cannot even be told to be an object
/// @param message what was found and what is allowed, in one or two sentences
/// @param position where the source knows it
public record Finding(
        FindingCode code,
        Severity severity,
        Optional<ObjectKey> object,
        FieldPath field,
        String message,
        Optional<SourcePosition> position) {

    /// A finding of the code's usual severity whose place in a file is not known yet.
    public static Finding of(FindingCode code, ObjectKey object, FieldPath field, String message) {
        return new Finding(
                code, code.severity(), Optional.of(object), field, message, Optional.empty());
    }

    public Finding at(SourcePosition place) {
        return new Finding(code, severity, object, field, message, Optional.of(place));
    }
}
