// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads objects as the API server writes them: in JSON, their kind known from where they were
/// asked for. Safe for use by several threads.
public final class ApiObjectReader {
    private final ReadLimits limits;

    public ApiObjectReader(ReadLimits limits) {
        this.limits = limits;
    }

    /// Reads the object at which the parser stands, and leaves the parser at its end.
    ///
    /// @throws IOException if the JSON is not well-formed or says no name
    public ApiObject read(JsonParser json, Kind kind) throws IOException {
        JsonComposer composer = new JsonComposer(json, limits);
        MappingNode node = object(composer.compose());
        ObjectKey key = key(node, kind);
        ReadResult result =
                composer.exceeded()
                        .<ReadResult>map(what -> exceeded(key, what))
                        .orElseGet(() ->
                                DocumentDecoder.decode(
                                        Document.ofNoFile(node), node, kind, unknownFields(kind)));
        return new ApiObject(key, resourceVersion(node), result);
    }

    /// As [#read] of an object, or of its metadata, for no more than what names it.
    ///
    /// @return with nothing in it
    public ApiObject readKey(JsonParser json, Kind kind) throws IOException {
        MappingNode node = object(new JsonComposer(json, limits).compose());
        return new ApiObject(
                key(node, kind), resourceVersion(node), new ReadResult.Skipped(List.of()));
    }

    /// Istio's API is mirrored in full; of the others only what concerns a gateway.
    private static UnknownFields unknownFields(Kind kind) {
        return kind.group().equals(Kind.GATEWAY.group())
                ? UnknownFields.TOLD
                : UnknownFields.PASSED_OVER;
    }

    private static MappingNode object(Node node) throws IOException {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw new IOException("found no object (expected: one with metadata)");
    }

    private static ObjectKey key(MappingNode node, Kind kind) throws IOException {
        return DocumentDecoder.key(node, kind)
                .orElseThrow(() -> new IOException("found a %s without a name".formatted(kind)));
    }

    private static String resourceVersion(MappingNode node) {
        return Fields.value(node, "metadata")
                .flatMap(metadata -> Fields.text(metadata, "resourceVersion"))
                .orElse("");
    }

    private static ReadResult exceeded(ObjectKey key, String what) {
        return new ReadResult.Refused(
                Optional.of(key),
                List.of(
                        Finding.of(
                                FindingCode.INVALID_VALUE,
                                key,
                                FieldPath.ROOT,
                                "found " + what + "; so large an object is not read")));
    }
}
