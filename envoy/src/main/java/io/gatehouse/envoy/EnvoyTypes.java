// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WrappersProto;
import envoy.annotations.Deprecation;
import io.envoyproxy.pgv.validate.Validate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import udpa.annotations.Sensitive;

/// All that Envoy 1.40 can be configured with, by name. The generated classes are older, and are
/// for what Gatehouse itself makes; `envoy/descriptors/make.py` writes what is read here.
public final class EnvoyTypes {
    private static final String RESOURCE = "envoy-api.gz";

    private EnvoyTypes() {}

    /// Made at the first use, which takes a moment: few users write Envoy's own words.
    private static final class Loaded {
        static final List<Descriptor> ALL = load();
        static final Map<String, Descriptor> BY_NAME = byName();
        static final TypeRegistry REGISTRY = TypeRegistry.newBuilder().add(ALL).build();

        private static Map<String, Descriptor> byName() {
            Map<String, Descriptor> names = new HashMap<>();
            ALL.forEach(type -> names.put(type.getFullName(), type));
            return names;
        }
    }

    public static TypeRegistry registry() {
        return Loaded.REGISTRY;
    }

    public static Optional<Descriptor> find(String fullName) {
        return Optional.ofNullable(Loaded.BY_NAME.get(fullName));
    }

    /// Every full name.
    public static List<String> names() {
        return Loaded.ALL.stream().map(Descriptor::getFullName).toList();
    }

    /// Such as `envoy.extensions.filters.http.lua.v3.Lua` of a type URL.
    public static String name(String typeUrl) {
        return typeUrl.substring(typeUrl.lastIndexOf('/') + 1);
    }

    /// What is packed; empty if its type is not known or it cannot be read.
    public static Optional<DynamicMessage> unpack(Message any) {
        try {
            Any packed = any instanceof Any same ? same : Any.parseFrom(any.toByteString());
            Descriptor type = Loaded.BY_NAME.get(name(packed.getTypeUrl()));
            return type == null
                    ? Optional.empty()
                    : Optional.of(DynamicMessage.parseFrom(type, packed.getValue()));
        } catch (InvalidProtocolBufferException _) {
            return Optional.empty();
        }
    }

    /// The same with the fields that its generated class does not know.
    public static DynamicMessage complete(Message message) {
        try {
            return DynamicMessage.parseFrom(
                    find(message.getDescriptorForType().getFullName())
                            .orElse(message.getDescriptorForType()),
                    message.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not readable", e);
        }
    }

    private static List<Descriptor> load() {
        Map<String, FileDescriptor> files = new HashMap<>();
        Stream.of(
                        AnyProto.getDescriptor(),
                        ApiProto.getDescriptor(),
                        DescriptorProtos.getDescriptor(),
                        DurationProto.getDescriptor(),
                        EmptyProto.getDescriptor(),
                        FieldMaskProto.getDescriptor(),
                        SourceContextProto.getDescriptor(),
                        StructProto.getDescriptor(),
                        TimestampProto.getDescriptor(),
                        TypeProto.getDescriptor(),
                        WrappersProto.getDescriptor())
                .forEach(file -> files.put(file.getName(), file));
        List<Descriptor> types = new ArrayList<>();
        for (FileDescriptorProto file : read().getFileList()) {
            FileDescriptor linked = link(file, files);
            files.put(file.getName(), linked);
        }
        files.values().stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .forEach(type -> add(type, types));
        return types;
    }

    private static void add(Descriptor type, List<Descriptor> types) {
        types.add(type);
        type.getNestedTypes().forEach(nested -> add(nested, types));
    }

    private static FileDescriptor link(
            FileDescriptorProto file, Map<String, FileDescriptor> earlier) {
        FileDescriptor[] imports =
                file.getDependencyList().stream().map(earlier::get).toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(file, imports);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(file.getName() + " does not fit its imports", e);
        }
    }

    /// What Envoy says of its fields: what they may hold, what must not be shown.
    private static ExtensionRegistry annotations() {
        ExtensionRegistry annotations = ExtensionRegistry.newInstance();
        Deprecation.registerAllExtensions(annotations);
        Sensitive.registerAllExtensions(annotations);
        Validate.registerAllExtensions(annotations);
        return annotations;
    }

    private static FileDescriptorSet read() {
        try (InputStream packed = EnvoyTypes.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return FileDescriptorSet.parseFrom(
                    ByteString.readFrom(new GZIPInputStream(packed)), annotations());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
