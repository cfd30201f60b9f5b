// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A table of objects of one kind.
///
/// @param prefix of names, such as `service/`
record ObjectTable(Kind kind, String prefix, boolean withNamespace, boolean wide) {

    /// With a line break at the end of each row.
    ///
    /// @param pods where cells are counted from them
    /// @param live where a column tells it
    String text(List<Tree> objects, List<Tree> pods, LiveCounts live, Instant now) {
        List<Column> columns = Columns.all(kind, wide);
        TextTable table = new TextTable(placed("NAMESPACE", headers(columns)));
        for (Tree object : objects) {
            Row row = new Row(object, now, wide, pods, live.of(object));
            table.add(placed(row.namespace(), cells(columns, row)));
        }
        return table.text();
    }

    private static List<String> headers(List<Column> columns) {
        return columns.stream().map(Column::header).toList();
    }

    private List<String> cells(List<Column> columns, Row row) {
        List<String> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(column.cell().apply(row)));
        cells.set(0, prefix + cells.getFirst());
        return cells;
    }

    private List<String> placed(String namespace, List<String> cells) {
        List<String> placed = new ArrayList<>(cells);
        if (withNamespace) {
            placed.addFirst(namespace);
        }
        return placed;
    }
}
