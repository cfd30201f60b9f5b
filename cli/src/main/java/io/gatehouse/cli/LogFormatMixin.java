// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import picocli.CommandLine.Option;

/// How a command that goes on is to tell what happens.
final class LogFormatMixin {
    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "text or json. Default: text")
    private LogFormat format = LogFormat.TEXT;

    LogFormat format() {
        return format;
    }
}
