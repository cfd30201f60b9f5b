// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.compression.brotli.compressor.v3.Brotli;
import io.envoyproxy.envoy.extensions.compression.gzip.compressor.v3.Gzip;
import io.envoyproxy.envoy.extensions.compression.zstd.compressor.v3.Zstd;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor.CommonDirectionConfig;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor.ResponseDirectionConfig;
import io.gatehouse.routing.CompressedAnswers;
import io.gatehouse.routing.CompressedAnswers.Coding;

/// One filter of Envoy for each coding. The first is taken by clients that like several as much.
final class CompressedAnswersFilter implements FeatureFilter<CompressedAnswers> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.COMPRESSED_ANSWERS;
    }

    @Override
    public Class<CompressedAnswers> feature() {
        return CompressedAnswers.class;
    }

    @Override
    public Composite neutral() {
        return RouteFilters.NONE;
    }

    @Override
    public Any translate(CompressedAnswers answers) {
        CommonDirectionConfig common =
                CommonDirectionConfig.newBuilder()
                        .setMinContentLength(UInt32Value.of(answers.fromBytes()))
                        .addAllContentType(answers.contentTypes())
                        .build();
        return RouteFilters.always(
                answers.codings().stream()
                        .map(coding ->
                                compressor(coding, common).toBuilder()
                                        .setChooseFirst(coding == answers.codings().getFirst())
                                        .build())
                        .toList());
    }

    private static Compressor compressor(Coding coding, CommonDirectionConfig common) {
        Message library =
                switch (coding) {
                    case GZIP -> Gzip.getDefaultInstance();
                    case BROTLI -> Brotli.getDefaultInstance();
                    case ZSTD -> Zstd.getDefaultInstance();
                };
        return Compressor.newBuilder()
                .setResponseDirectionConfig(
                        ResponseDirectionConfig.newBuilder().setCommonConfig(common))
                .setCompressorLibrary(
                        TypedExtensionConfig.newBuilder()
                                .setName(library.getDescriptorForType().getName())
                                .setTypedConfig(Any.pack(library)))
                .build();
    }
}
