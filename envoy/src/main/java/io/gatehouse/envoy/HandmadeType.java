// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.stream.Stream;

/// Types that Envoy has and its generated classes, which are older, have not.
final class HandmadeType {
    private HandmadeType() {}

    /// A field, and the type that it holds.
    record Field(FieldDescriptorProto proto, Stream<FileDescriptor> imports) {}

    static Descriptor of(String namespace, String message, Field... fields) {
        DescriptorProto.Builder type = DescriptorProto.newBuilder().setName(message);
        Stream.of(fields).map(Field::proto).forEach(type::addField);
        FileDescriptor[] imports =
                Stream.of(fields).flatMap(Field::imports).distinct().toArray(FileDescriptor[]::new);
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder()
                        .setName(namespace.replace('.', '/') + "/" + message + ".proto")
                        .setPackage(namespace)
                        .setSyntax("proto3")
                        .addMessageType(type);
        Stream.of(imports).map(FileDescriptor::getName).forEach(file::addDependency);
        try {
            return FileDescriptor.buildFrom(file.build(), imports).findMessageTypeByName(message);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(
                    "the imports of " + namespace + "." + message + " do not fit", e);
        }
    }

    static Field field(String name, int number, Descriptor type) {
        return new Field(
                proto(name, number)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName("." + type.getFullName())
                        .build(),
                Stream.of(type.getFile()));
    }

    static Field text(String name, int number) {
        return new Field(
                proto(name, number).setType(FieldDescriptorProto.Type.TYPE_STRING).build(),
                Stream.empty());
    }

    private static FieldDescriptorProto.Builder proto(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
