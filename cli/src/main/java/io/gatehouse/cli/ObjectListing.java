// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.AdminClient.Outcome;
import io.gatehouse.cli.Resource.Objects;
import io.gatehouse.config.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Gets and prints objects.
///
/// @param namespace empty for all
record ObjectListing(Console console, AdminClient client, String namespace, GetOutput output) {

    int print(List<Selection> selections) {
        Map<Objects, List<Tree>> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Selection selection : selections) {
            Objects resource = (Objects) selection.resource();
            found.put(resource, selected(resource.kind(), selection.names(), missing));
        }
        boolean one = selections.size() == 1 && selections.getFirst().names().size() == 1;
        boolean nothing = found.values().stream().allMatch(List::isEmpty);
        if (nothing && missing.isEmpty() && (output.isTable() || output == GetOutput.NAME)) {
            console.err().println(nothingFound(found));
        } else if (!nothing || missing.isEmpty()) {
            console.out().print(text(found, one));
        }
        missing.forEach(m -> console.err().println("Error from server (NotFound): " + m));
        return missing.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Tree> selected(Kind kind, List<String> names, List<String> missing) {
        if (names.isEmpty()) {
            return client.objects(kind.plural(), namespace).at("items").items();
        }
        if (namespace.isEmpty() && kind.namespaced()) {
            throw CommandFailure.wrongUse(
                    "a resource cannot be retrieved by name across all namespaces");
        }
        List<Tree> objects = new ArrayList<>();
        for (String name : names) {
            switch (client.object(kind.plural(), kind.namespaced() ? namespace : "", name)) {
                case Outcome.Found(Tree object) -> objects.add(object);
                case Outcome.Missing(String message) -> missing.add(message);
            }
        }
        return objects;
    }

    private String nothingFound(Map<Objects, List<Tree>> found) {
        boolean namespaced = found.keySet().stream().anyMatch(r -> r.kind().namespaced());
        return namespaced && !namespace.isEmpty()
                ? "No resources found in " + namespace + " namespace."
                : "No resources found";
    }

    private String text(Map<Objects, List<Tree>> found, boolean one) {
        return switch (output) {
            case TABLE, WIDE -> tables(found);
            case NAME -> names(found);
            case JSON, YAML -> {
                List<Object> items = new ArrayList<>();
                found.values().forEach(list -> list.forEach(tree -> items.add(tree.entries())));
                yield output.text(one ? items.getFirst() : list(items));
            }
        };
    }

    private static Map<String, Object> list(List<Object> items) {
        Map<String, Object> list = new TreeMap<>();
        list.put("apiVersion", "v1");
        list.put("items", items);
        list.put("kind", "List");
        list.put("metadata", Map.of("resourceVersion", ""));
        return list;
    }

    private static String names(Map<Objects, List<Tree>> found) {
        StringBuilder text = new StringBuilder();
        found.forEach((resource, objects) ->
                objects.forEach(object ->
                        text.append(resource.prefix())
                                .append('/')
                                .append(object.at("metadata", "name").text())
                                .append('\n')));
        return text.toString();
    }

    private String tables(Map<Objects, List<Tree>> found) {
        boolean several = found.size() > 1;
        List<String> tables = new ArrayList<>();
        found.forEach((resource, objects) -> {
            if (!objects.isEmpty()) {
                tables.add(table(resource, objects, several ? resource.prefix() + "/" : ""));
            }
        });
        return String.join("\n", tables);
    }

    private LiveCounts live(Kind kind) {
        return output == GetOutput.WIDE && LiveCounts.has(kind)
                ? LiveCounts.ask(client, kind, kind.namespaced() ? namespace : "")
                : LiveCounts.NONE;
    }

    private String table(Objects resource, List<Tree> objects, String prefix) {
        Kind kind = resource.kind();
        List<Tree> pods =
                kind == Kind.DEPLOYMENT
                        ? client.objects(Kind.POD.plural(), namespace).at("items").items()
                        : List.of();
        return new ObjectTable(
                        kind,
                        prefix,
                        namespace.isEmpty() && kind.namespaced(),
                        output == GetOutput.WIDE)
                .text(objects, pods, live(kind), console.clock().instant());
    }
}
