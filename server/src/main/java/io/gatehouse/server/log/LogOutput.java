// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import java.io.PrintStream;
import java.time.Duration;

/// Where an [EventLog] writes. Safe for use by several threads; throws nothing.
public interface LogOutput {
    /// @param text whole lines
    void print(String text);

    /// Waits until all is written, not longer than that.
    void finish(Duration limit);

    /// Whoever prints waits until it is written.
    static LogOutput at(PrintStream out) {
        return new LogOutput() {
            @Override
            public void print(String text) {
                out.print(text);
                out.flush();
            }

            @Override
            public void finish(Duration limit) {}
        };
    }
}
