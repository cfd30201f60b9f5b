// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.codec.PositionIndex;
import io.gatehouse.config.codec.ReadLimits;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where fields stand in files, as these are now. The file that was asked about last is kept while
/// memory allows: a thousand findings of one file do not read it as YAML a thousand times.
final class FilePositions {
    private final ReadLimits limits;
    private SoftReference<@Nullable Indexed> last = new SoftReference<>(null);

    private record Indexed(String origin, FileTime modified, long size, PositionIndex index) {}

    FilePositions(ReadLimits limits) {
        this.limits = limits;
    }

    synchronized Optional<SourcePosition> locate(
            ObjectFile file, ObjectKey object, FieldPath field) {
        try {
            return indexed(file).index().locate(object, field);
        } catch (IOException _) {
            return Optional.empty(); // it changes just now
        }
    }

    private Indexed indexed(ObjectFile file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file.path());
        long size = Files.size(file.path());
        Indexed known = last.get();
        if (known != null
                && known.origin().equals(file.origin())
                && known.modified().equals(modified)
                && known.size() == size) {
            return known;
        }
        PositionIndex index =
                PositionIndex.of(file.origin(), Files.readString(file.path()), limits);
        Indexed indexed = new Indexed(file.origin(), modified, size, index);
        last = new SoftReference<>(indexed);
        return indexed;
    }
}
