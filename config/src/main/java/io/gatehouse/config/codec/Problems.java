// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Collects all that is wrong with one document, and words it.
final class Problems {
    private static final int LONGEST_QUOTE = 60;

    private final Document document;
    private final Optional<ObjectKey> object;
    private final boolean confidential;
    private final UnknownFields unknownFields;
    private final List<Finding> findings = new ArrayList<>();

    /// @param kind of a Secret, nothing is quoted
    Problems(Document document, Optional<Kind> kind, Optional<ObjectKey> object) {
        this(document, kind, object, UnknownFields.REFUSED);
    }

    Problems(
            Document document,
            Optional<Kind> kind,
            Optional<ObjectKey> object,
            UnknownFields unknownFields) {
        this.document = document;
        this.object = object;
        this.confidential = kind.filter(Kind.SECRET::equals).isPresent();
        this.unknownFields = unknownFields;
    }

    List<Finding> findings() {
        return findings;
    }

    boolean errors() {
        return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
    }

    void add(FindingCode code, Node at, FieldPath field, String message) {
        add(code, code.severity(), at, field, message);
    }

    void add(FindingCode code, Severity severity, Node at, FieldPath field, String message) {
        findings.add(new Finding(code, severity, object, field, message, document.place(at)));
    }

    void invalid(Node at, FieldPath field, String expected) {
        add(
                FindingCode.INVALID_VALUE,
                at,
                field,
                "found " + describe(at) + " (expected: " + expected + ")");
    }

    /// Tells of a field that the API does not have, as far as is known here; false if the object
    /// cannot be used for it.
    boolean unknown(ScalarNode key, FieldPath field, Supplier<String> known) {
        String found = "unknown field " + quote(key.getValue());
        switch (unknownFields) {
            case REFUSED ->
                    add(
                            FindingCode.UNKNOWN_FIELD,
                            key,
                            field,
                            "%s (%s)".formatted(found, known.get()));
            case TOLD ->
                    add(
                            FindingCode.UNKNOWN_FIELD,
                            Severity.WARNING,
                            key,
                            field,
                            "%s (%s); the object is used without it".formatted(found, known.get()));
            case PASSED_OVER -> {}
        }
        return unknownFields != UnknownFields.REFUSED;
    }

    /// Tells of keys that cannot be; false if there are any.
    boolean keys(Fields fields, FieldPath path) {
        for (ScalarNode key : fields.duplicates()) {
            add(
                    FindingCode.INVALID_YAML,
                    key,
                    path.field(key.getValue()),
                    quote(key.getValue()) + " is given more than once; only one can hold");
        }
        for (Node key : fields.notText()) {
            add(
                    FindingCode.INVALID_YAML,
                    key,
                    path,
                    "found " + describe(key) + " as the name of a field (expected: a text)");
        }
        return fields.duplicates().isEmpty() && fields.notText().isEmpty();
    }

    private String describe(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar -> describe(scalar);
            default -> "something else";
        };
    }

    private String describe(ScalarNode node) {
        return switch (Scalar.of(node)) {
            case Scalar.Nothing _ -> "nothing";
            case Scalar.Text _ -> confidential ? "a text" : "the text " + quote(node.getValue());
            case Scalar.Whole _, Scalar.Fraction _ ->
                    confidential ? "a number" : "the number " + node.getValue();
            case Scalar.Flag(boolean value) ->
                    confidential
                            ? "a boolean"
                            : node.getValue().equals(String.valueOf(value))
                                    ? "the boolean " + value
                                    : node.getValue() + ", which without quotes means " + value;
        };
    }

    /// Shortens what is too long to be read.
    static String quote(String text) {
        String line = text.replace("\n", "\\n").replace("\r", "\\r");
        int length = line.codePointCount(0, line.length());
        return '"'
                + (length <= LONGEST_QUOTE
                        ? line
                        : line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…")
                + '"';
    }
}
