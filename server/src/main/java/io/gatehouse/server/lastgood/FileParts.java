// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Splits files into parts that are small enough for a message, and makes no more than one at once.
final class FileParts implements Iterator<LastGoodPart> {
    /// Characters; one line alone may be longer.
    private static final int LARGEST = 1 << 20;

    private final Iterator<Map.Entry<String, Supplier<Stream<String>>>> files;
    private String file = "";
    private Iterator<String> lines = Collections.emptyIterator();

    /// @param files lines by name; empty files have no part
    FileParts(SequencedMap<String, Supplier<Stream<String>>> files) {
        this.files = files.entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
        while (!lines.hasNext() && files.hasNext()) {
            Map.Entry<String, Supplier<Stream<String>>> next = files.next();
            file = next.getKey();
            lines = next.getValue().get().iterator();
        }
        return lines.hasNext();
    }

    @Override
    public LastGoodPart next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more parts");
        }
        List<String> part = new ArrayList<>();
        for (int size = 0; size < LARGEST && lines.hasNext(); ) {
            String line = lines.next();
            size += line.length();
            part.add(line);
        }
        return new LastGoodPart(file, part);
    }
}
