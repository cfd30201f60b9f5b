// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.ObjectWriter;
import io.gatehouse.config.core.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/// Services as `gatehouse get services` shows them.
final class ServiceTable {
    private ServiceTable() {}

    static String of(List<Service> services, Instant now) {
        ObjectWriter writer = new ObjectWriter(ObjectWriter.SecretValues.HIDDEN);
        List<Tree> trees = services.stream().map(service -> tree(writer, service)).toList();
        return new ObjectTable(Kind.SERVICE, "", false, false)
                .text(trees, List.of(), LiveCounts.NONE, now);
    }

    private static Tree tree(ObjectWriter writer, Service service) {
        try {
            return new Tree(JsonText.parse(writer.json(service)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
