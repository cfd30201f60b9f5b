// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.function.Function;

/// A column of a table of objects.
///
/// @param wide shown with `-o wide` only
record Column(String header, boolean wide, Function<Row, String> cell) {
    static Column of(String header, Function<Row, String> cell) {
        return new Column(header, false, cell);
    }

    static Column wide(String header, Function<Row, String> cell) {
        return new Column(header, true, cell);
    }
}
