// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import com.google.protobuf.Empty;
import io.gatehouse.server.status.ReportPart;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The call by which a replica reads another one's report.
final class ReportMethod {
    static final String SERVICE = "gatehouse.replica.v1.ReplicaReports";

    static final MethodDescriptor<Empty, ReportPart> REPORT =
            MethodDescriptor.<Empty, ReportPart>newBuilder()
                    .setType(MethodType.SERVER_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Report"))
                    .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                    .setResponseMarshaller(new Json())
                    .build();

    private ReportMethod() {}

    private static final class Json implements Marshaller<ReportPart> {
        @Override
        public InputStream stream(ReportPart part) {
            return new ByteArrayInputStream(ReportText.of(part).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public ReportPart parse(InputStream stream) {
            try {
                return ReportText.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw Status.INTERNAL
                        .withDescription("no report: " + e.getMessage())
                        .withCause(e)
                        .asRuntimeException();
            }
        }
    }
}
