// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import com.google.protobuf.Empty;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.server.lastgood.LastGoodPart;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The call by which a new replica learns what proxies have.
final class LastGoodMethod {
    static final String SERVICE = "gatehouse.replica.v1.LastGood";

    static final MethodDescriptor<Empty, LastGoodPart> ALL =
            MethodDescriptor.<Empty, LastGoodPart>newBuilder()
                    .setType(MethodType.SERVER_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "All"))
                    .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                    .setResponseMarshaller(new Json())
                    .build();

    private LastGoodMethod() {}

    private static final class Json implements Marshaller<LastGoodPart> {
        @Override
        public InputStream stream(LastGoodPart part) {
            return new ByteArrayInputStream(
                    JsonText.compact(Map.of("file", part.file(), "lines", part.lines()))
                            .getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public LastGoodPart parse(InputStream stream) {
            try {
                Tree tree =
                        Tree.of(
                                JsonText.parse(
                                        new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
                return new LastGoodPart(
                        tree.text("file"),
                        tree.list("lines").stream().map(String::valueOf).toList());
            } catch (IOException e) {
                throw Status.INTERNAL
                        .withDescription("no part of what proxies have: " + e.getMessage())
                        .withCause(e)
                        .asRuntimeException();
            }
        }
    }
}
