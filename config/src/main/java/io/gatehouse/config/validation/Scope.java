// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A field of an object that is being judged, and where to tell what is found there.
record Scope(ObjectKey object, FieldPath path, List<Finding> findings) {

    static Scope of(ConfigObject object) {
        return new Scope(object.key(), FieldPath.ROOT, new ArrayList<>());
    }

    Scope field(String name) {
        return new Scope(object, path.field(name), findings);
    }

    Scope entry(String key) {
        return new Scope(object, path.entry(key), findings);
    }

    Scope index(int index) {
        return new Scope(object, path.index(index), findings);
    }

    /// Each item of a list, with its own scope below this one.
    <T> void each(List<T> items, BiConsumer<Scope, T> judge) {
        for (int i = 0; i < items.size(); i++) {
            judge.accept(index(i), items.get(i));
        }
    }

    void missing(String message) {
        findings.add(Finding.of(FindingCode.MISSING_FIELD, object, path, message));
    }

    void invalid(String message) {
        findings.add(Finding.of(FindingCode.INVALID_VALUE, object, path, message));
    }

    /// Something that is allowed and probably not what was meant.
    void doubtful(String message) {
        findings.add(
                new Finding(
                        FindingCode.INVALID_VALUE,
                        Severity.WARNING,
                        Optional.of(object),
                        path,
                        message,
                        Optional.empty()));
    }

    /// Something that is as it should be and may surprise.
    void noted(String message) {
        findings.add(
                new Finding(
                        FindingCode.INVALID_VALUE,
                        Severity.INFO,
                        Optional.of(object),
                        path,
                        message,
                        Optional.empty()));
    }

    void noEffect(String message) {
        findings.add(Finding.of(FindingCode.NO_EFFECT, object, path, message));
    }

    /// @param advice what has the effect
    void saidElsewhere(String advice) {
        saidElsewhere(FindingCode.SAID_ELSEWHERE.severity(), advice);
    }

    void saidElsewhere(Severity severity, String advice) {
        findings.add(
                new Finding(
                        FindingCode.SAID_ELSEWHERE,
                        severity,
                        Optional.of(object),
                        path,
                        advice,
                        Optional.empty()));
    }

    /// @param replacement what to write instead
    void deprecated(String replacement) {
        findings.add(
                Finding.of(
                        FindingCode.DEPRECATED,
                        object,
                        path,
                        "this field is deprecated (use: " + replacement + ")"));
    }

    void unreachable(String message) {
        findings.add(Finding.of(FindingCode.RULE_UNREACHABLE, object, path, message));
    }

    /// Takes over what was found in a text that this field holds.
    ///
    /// @param worst a more severe finding becomes one of this severity
    void within(List<Finding> found, Severity worst) {
        for (Finding finding : found) {
            String field = finding.field().text();
            String line = finding.position().map(p -> "line " + p.line() + ": ").orElse("");
            findings.add(
                    new Finding(
                            finding.code(),
                            finding.severity().compareTo(worst) < 0 ? worst : finding.severity(),
                            Optional.of(object),
                            field.isEmpty() ? path : path.field(field),
                            line + finding.message(),
                            Optional.empty()));
        }
    }

    static String quote(String text) {
        return '"' + text + '"';
    }
}
