// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What came of a request, in the words of the cases.
///
/// @param reason why it failed, for people; not compared
record CorpusOutcome(SortedMap<String, @Nullable Object> fields, String reason) {
    private static final int POINTS = 8;

    static CorpusOutcome of(String field, Object value) {
        SortedMap<String, @Nullable Object> fields = new TreeMap<>();
        fields.put(field, value);
        return new CorpusOutcome(fields, "");
    }

    static CorpusOutcome failed(String how, Exception reason) {
        SortedMap<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("failed", how);
        return new CorpusOutcome(fields, " (" + reason + ")");
    }

    /// What many outcomes are counted by.
    String share() {
        for (String field : new String[] {"backend", "status"}) {
            if (fields.get(field) != null) {
                return String.valueOf(fields.get(field));
            }
        }
        return String.valueOf(fields.get("failed"));
    }

    /// Shares may differ by some points, but none may be missing or new.
    boolean isAs(Map<?, ?> expected) {
        if (expected.get("shares") instanceof Map<?, ?> wanted
                && fields.get("shares") instanceof Map<?, ?> got) {
            TreeSet<Object> names = new TreeSet<>(wanted.keySet());
            names.addAll(got.keySet());
            return names.stream()
                    .allMatch(name -> isClose(number(wanted, name), number(got, name)));
        }
        return fields.equals(expected);
    }

    private static boolean isClose(int wanted, int got) {
        return Math.abs(wanted - got) <= POINTS && (wanted == 0) == (got == 0);
    }

    private static int number(Map<?, ?> shares, Object name) {
        return shares.get(name) instanceof Integer number ? number : 0;
    }

    @Override
    public String toString() {
        return fields + reason;
    }
}
