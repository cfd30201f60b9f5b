// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.gatehouse.routing.LogDestination.ToFile;
import io.gatehouse.routing.LogLayout.Fields;
import io.gatehouse.routing.LogLayout.Line;

/// Logs in files of the proxy, `/dev/stdout` among them.
final class LogFileTranslator {
    private LogFileTranslator() {}

    static FileAccessLog translate(ToFile file) {
        return FileAccessLog.newBuilder()
                .setPath(file.path())
                .setLogFormat(
                        format(file)
                                .setOmitEmptyValues(file.omitsEmpty())
                                .addAllFormatters(LogFormatters.of(file.layout())))
                .build();
    }

    private static SubstitutionFormatString.Builder format(ToFile file) {
        SubstitutionFormatString.Builder format = SubstitutionFormatString.newBuilder();
        return switch (file.layout()) {
            case Line line ->
                    format.setTextFormatSource(
                            DataSource.newBuilder().setInlineString(line.text()));
            case Fields fields -> format.setJsonFormat(struct(fields.json()));
        };
    }

    private static Struct struct(String json) {
        Struct.Builder struct = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json, struct);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no mapping: " + json, e);
        }
        return struct.build();
    }
}
