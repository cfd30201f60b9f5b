// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.Compression;
import io.gatehouse.config.gatehouse.Compression.Algorithm;
import io.gatehouse.routing.CompressedAnswers;
import io.gatehouse.routing.CompressedAnswers.Coding;
import java.util.List;

final class CompressedAnswersReader {
    private static final List<Algorithm> USUAL = List.of(Algorithm.BROTLI, Algorithm.GZIP);
    private static final int FROM_BYTES = 256;

    private CompressedAnswersReader() {}

    static CompressedAnswers read(Compression compression) {
        List<Algorithm> algorithms =
                compression.algorithms().isEmpty() ? USUAL : compression.algorithms();
        return new CompressedAnswers(
                algorithms.stream().distinct().map(CompressedAnswersReader::coding).toList(),
                compression.contentTypes(),
                compression.minBytes().orElse(FROM_BYTES));
    }

    private static Coding coding(Algorithm algorithm) {
        return switch (algorithm) {
            case GZIP -> Coding.GZIP;
            case BROTLI -> Coding.BROTLI;
            case ZSTD -> Coding.ZSTD;
        };
    }
}
