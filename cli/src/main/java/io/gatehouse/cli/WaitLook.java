// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.log.PrintableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the control plane says of an object at one moment.
///
/// @param deleted whether its end is waited for
record WaitLook(WaitTarget target, Tree answer, boolean deleted) {
    enum State {
        DONE,
        FAILED,
        WAITING
    }

    /// A number that goes up with all that happens.
    long news() {
        return Long.parseLong(answer.at("news").textOr("0"));
    }

    /// Whether the object is there as it is to be.
    boolean isThere() {
        return flag("there") && isThisVersion();
    }

    /// What is wrong with a version that somebody has yet to read is not held against the one that
    /// was written since; it is told when time is up.
    State state() {
        if (deleted) {
            return !flag("there") && flag("live") ? State.DONE : State.WAITING;
        }
        if (!isThere() || (target.written().isPresent() && !flag("accepted"))) {
            return State.WAITING;
        }
        if (!errors().isEmpty() || flag("refused")) {
            return State.FAILED;
        }
        return flag("live") ? State.DONE : State.WAITING;
    }

    /// Such as `live on 1/1 proxy, in 8 ms`.
    String summary() {
        return PrintableText.line(answer.at("summary").text());
    }

    /// What it waits for, or why no waiting helps.
    String reason() {
        if (deleted && flag("there")) {
            return "it is still there";
        }
        if (!deleted && !errors().isEmpty()) {
            return errors().stream().map(WaitLook::text).collect(Collectors.joining("; "));
        }
        if (!deleted && !flag("there")) {
            return "not there yet";
        }
        if (!deleted && !isThisVersion()) {
            return "the control plane has another version of it";
        }
        return PrintableText.line(answer.at("waitsFor").text());
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", target.key().kind().kindName());
        if (target.key().kind().namespaced()) {
            tree.put("namespace", target.key().namespace());
        }
        tree.put("name", target.key().name());
        tree.put("state", state().name().toLowerCase(Locale.ROOT));
        if (state() == State.DONE) {
            tree.put("summary", summary());
        } else {
            tree.put("reason", reason());
        }
        List.of("milliseconds", "proxies", "errors").forEach(field -> copy(field, tree));
        return tree;
    }

    private void copy(String field, Map<String, Object> tree) {
        Object value = answer.at(field).value();
        if (value != null) {
            tree.put(field, value);
        }
    }

    private boolean isThisVersion() {
        return target.written()
                .map(object ->
                        flag("thisVersion")
                                && has("labels", object.metadata().labels())
                                && has("annotations", object.metadata().annotations()))
                .orElse(true);
    }

    /// Others may have added some.
    private boolean has(String field, Map<String, String> written) {
        Map<?, ?> there = answer.at("metadata", field).entries();
        return written.entrySet().stream()
                .allMatch(e -> e.getValue().equals(there.get(e.getKey())));
    }

    private boolean flag(String field) {
        return answer.at(field).text().equals("true");
    }

    private List<Tree> errors() {
        return answer.at("errors").items();
    }

    private static String text(Tree finding) {
        Tree position = finding.at("position");
        String field = finding.at("field").text();
        return PrintableText.line(
                "%s%s: %s%s"
                        .formatted(
                                finding.at("code").text(),
                                field.isEmpty() ? "" : " " + field,
                                finding.at("message").text(),
                                position.isPresent()
                                        ? " (%s:%s:%s)"
                                                .formatted(
                                                        position.at("file").text(),
                                                        position.at("line").text(),
                                                        position.at("column").text())
                                        : ""));
    }
}
