// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// A place in a file; line and column count from 1.
public record SourcePosition(String file, int line, int column) {
    /// So many lines further down.
    public SourcePosition moved(int lines) {
        return new SourcePosition(file, line + lines, column);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
