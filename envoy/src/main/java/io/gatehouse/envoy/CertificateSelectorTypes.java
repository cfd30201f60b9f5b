// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.stream.Stream;

/// Types of Envoy 1.40 that choose certificates, and that its generated classes, which are older,
/// have not.
public final class CertificateSelectorTypes {
    private static final String PACKAGE = "envoy.extensions.transport_sockets.tls.";

    /// `cert_selectors.on_demand_secret.v3.Config`: asks for a certificate when it is needed.
    public static final Descriptor ON_DEMAND_SECRET =
            type(
                    "cert_selectors.on_demand_secret.v3",
                    "Config",
                    field("config_source", 1, ConfigSource.getDescriptor()),
                    field("certificate_mapper", 2, TypedExtensionConfig.getDescriptor()));

    /// `cert_mappers.sni.v3.SNI`: by the server name of the TLS hello.
    public static final Descriptor SERVER_NAME =
            type(
                    "cert_mappers.sni.v3",
                    "SNI",
                    field("default_value", 1)
                            .setType(FieldDescriptorProto.Type.TYPE_STRING)
                            .build());

    private CertificateSelectorTypes() {}

    private static Descriptor type(String name, String message, FieldDescriptorProto... fields) {
        FileDescriptor[] imports =
                Stream.of(ConfigSource.getDescriptor(), TypedExtensionConfig.getDescriptor())
                        .map(Descriptor::getFile)
                        .toArray(FileDescriptor[]::new);
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder()
                        .setName((PACKAGE + name).replace('.', '/') + "/config.proto")
                        .setPackage(PACKAGE + name)
                        .setSyntax("proto3")
                        .addMessageType(DescriptorProto.newBuilder().setName(message));
        Stream.of(fields).forEach(file.getMessageTypeBuilder(0)::addField);
        Stream.of(imports).map(FileDescriptor::getName).forEach(file::addDependency);
        try {
            return FileDescriptor.buildFrom(file.build(), imports).findMessageTypeByName(message);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("the imports of " + name + " do not fit", e);
        }
    }

    private static FieldDescriptorProto field(String name, int number, Descriptor type) {
        return field(name, number)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName("." + type.getFullName())
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
