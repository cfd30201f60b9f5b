// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.tracing;

import io.envoyproxy.envoy.type.metadata.v3.MetadataKey;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKey.PathSegment;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKind;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.envoy.access.Rehearsal;
import io.gatehouse.routing.SpanTag;
import io.gatehouse.routing.SpanTag.Formatted;
import io.gatehouse.routing.SpanTag.Literal;
import io.gatehouse.routing.SpanTag.OfHeader;
import io.gatehouse.routing.SpanTag.OfRehearsal;
import io.gatehouse.routing.SpanTag.OfVariable;

final class SpanTagTranslator {
    private SpanTagTranslator() {}

    static CustomTag translate(SpanTag tag) {
        CustomTag.Builder built = CustomTag.newBuilder().setTag(tag.name());
        switch (tag.value()) {
            case Literal literal ->
                    built.setLiteral(CustomTag.Literal.newBuilder().setValue(literal.text()));
            case OfVariable variable ->
                    built.setEnvironment(
                            CustomTag.Environment.newBuilder()
                                    .setName(variable.variable())
                                    .setDefaultValue(variable.fallback()));
            case OfHeader header ->
                    built.setRequestHeader(
                            CustomTag.Header.newBuilder()
                                    .setName(header.header())
                                    .setDefaultValue(header.fallback()));
            case Formatted formatted -> NewerFields.setFormat(built, formatted.line().text());
            case OfRehearsal rehearsal -> built.setMetadata(noted(rehearsal));
        }
        return built.build();
    }

    private static CustomTag.Metadata noted(OfRehearsal rehearsal) {
        return CustomTag.Metadata.newBuilder()
                .setKind(
                        MetadataKind.newBuilder()
                                .setRequest(MetadataKind.Request.getDefaultInstance()))
                .setMetadataKey(
                        MetadataKey.newBuilder()
                                .setKey(Rehearsal.FILTER)
                                .addPath(
                                        PathSegment.newBuilder()
                                                .setKey(
                                                        Rehearsal.key(
                                                                rehearsal.decision(),
                                                                rehearsal.result()))))
                .build();
    }
}
