// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.file.CheckedReader;
import java.util.ArrayList;
import java.util.List;

/// A damaged text and where it comes from; the same seed and round give the same text.
record FuzzInput(long seed, int round, String sample, Bytes content) {
    private static final CheckedReader READER = new CheckedReader(ReadLimits.DEFAULT);

    /// The objects in it that are accepted.
    List<ConfigObject> accepted() {
        List<ConfigObject> objects = new ArrayList<>();
        for (ReadResult result : READER.read("fuzz.yaml", content.toArray())) {
            if (result instanceof ReadResult.Read read) {
                objects.add(read.object());
            }
        }
        return objects;
    }

    @Override
    public String toString() {
        return "seed %d, round %d, from %s:\n%s".formatted(seed, round, sample, content.utf8());
    }
}
