// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.gatehouse.server.log.TextFormat;
import java.util.Locale;

/// How a command that goes on tells what happens.
enum LogFormat {
    TEXT,
    JSON;

    EventLog log(Console console) {
        return switch (this) {
            case TEXT ->
                    EventLog.unawaited(
                            new TextFormat(console.palette(), console.clock().getZone()),
                            console.out(),
                            console.clock());
            case JSON -> EventLog.unawaited(new JsonFormat(), console.out(), console.clock());
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
