// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// One resource, serialised once; all streams share `body`. `version` is a hash of the bytes, thus
/// equal in every replica and after every restart. `references` are the resources that this one
/// names and that exist: a route to a Service that is gone holds nothing up.
public record VersionedResource(
        ResourceName name, String version, Any body, SortedSet<ResourceName> references) {

    public VersionedResource {
        references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
    }

    /// Throws `IllegalArgumentException` when the message is not one of that type.
    public static VersionedResource of(
            ResourceType type, String name, Message message, Collection<ResourceName> references) {
        String typeUrl = "type.googleapis.com/" + message.getDescriptorForType().getFullName();
        if (!typeUrl.equals(type.typeUrl())) {
            throw new IllegalArgumentException(
                    "%s %s: message is %s (expected: %s)"
                            .formatted(type, name, typeUrl, type.typeUrl()));
        }
        return ofSerialised(type, name, serialise(message), references);
    }

    /// Of a message that is serialised already, in a form that depends on its content alone.
    public static VersionedResource ofSerialised(
            ResourceType type,
            String name,
            ByteString message,
            Collection<ResourceName> references) {
        String version = new ContentHash().add(message.asReadOnlyByteBuffer()).hex();
        Any body = Any.newBuilder().setTypeUrl(type.typeUrl()).setValue(message).build();
        return new VersionedResource(
                new ResourceName(type, name), version, body, new TreeSet<>(references));
    }

    private static ByteString serialise(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /// The name that people know: the name of a scope is a hash, its key is what tells the host.
    public ResourceName legibleName() {
        return name.type() == ResourceType.SCOPED_ROUTE
                ? new ResourceName(name.type(), scopeKey())
                : name;
    }

    private String scopeKey() {
        try {
            return ScopedRouteConfiguration.parseFrom(body.getValue())
                    .getKey()
                    .getFragments(0)
                    .getStringKey();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(name + ": not readable", e);
        }
    }

    public boolean sameVersion(VersionedResource other) {
        return version.equals(other.version);
    }
}
