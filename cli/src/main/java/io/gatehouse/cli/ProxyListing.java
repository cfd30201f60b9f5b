// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Prints connected proxies: of each type of resource, how many they have acknowledged of those
/// that they were sent.
record ProxyListing(Console console, GetOutput output) {
    int print(Tree all) {
        List<Tree> proxies = all.items();
        if (!output.isTable()) {
            console.out().print(output.text(proxies.stream().map(Tree::entries).toList()));
        } else if (proxies.isEmpty()) {
            console.err().println("No proxies connected");
        } else {
            console.out().print(table(proxies));
        }
        return ExitCode.OK;
    }

    private String table(List<Tree> proxies) {
        Set<String> types = new LinkedHashSet<>();
        proxies.stream()
                .flatMap(ProxyListing::types)
                .forEach(type -> types.add(type.at("type").text()));
        List<String> headers = new ArrayList<>(List.of("NAME", "GROUP"));
        types.forEach(type -> headers.add(type.toUpperCase(Locale.ROOT)));
        headers.addAll(List.of("REFUSED", "AGE"));
        if (output == GetOutput.WIDE) {
            headers.add("REASON");
        }
        TextTable table = new TextTable(headers);
        proxies.forEach(proxy -> table.add(cells(proxy, types)));
        return table.text();
    }

    private List<String> cells(Tree proxy, Set<String> types) {
        Instant now = console.clock().instant();
        List<String> cells = new ArrayList<>();
        cells.add(proxy.at("node").text());
        cells.add(proxy.at("group").text());
        types.forEach(type -> cells.add(acknowledged(proxy, type)));
        cells.add(joined(refused(proxy).map(type -> type.at("type").text())));
        cells.add(Age.since(proxy.at("connectedSince").text(), now));
        if (output == GetOutput.WIDE) {
            cells.add(joined(refused(proxy).map(t -> t.at("lastRefusal", "message").text())));
        }
        return cells;
    }

    private static String acknowledged(Tree proxy, String type) {
        return types(proxy)
                .filter(it -> it.at("type").text().equals(type))
                .map(it -> it.at("acknowledged").text() + "/" + it.at("sent").text())
                .findFirst()
                .orElse("");
    }

    private static Stream<Tree> refused(Tree proxy) {
        return types(proxy).filter(type -> type.at("lastRefusal").isPresent());
    }

    private static String joined(Stream<String> texts) {
        String joined = String.join(",", texts.toList());
        return joined.isEmpty() ? "<none>" : joined;
    }

    private static Stream<Tree> types(Tree proxy) {
        return proxy.at("types").items().stream();
    }
}
