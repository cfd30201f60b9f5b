// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Resources of one sort that the user asks for.
///
/// @param names empty for all
record Selection(Resource resource, List<String> names) {
    Selection {
        names = List.copyOf(names);
    }

    /// What kubectl's arguments mean: `svc`, `svc,vs`, `svc web api`, or `svc/web vs/shop`.
    static List<Selection> parse(List<String> arguments) {
        boolean slashes = arguments.stream().anyMatch(argument -> argument.contains("/"));
        return slashes ? ofPairs(arguments) : ofTypes(arguments);
    }

    private static List<Selection> ofTypes(List<String> arguments) {
        List<String> names = arguments.subList(1, arguments.size());
        List<Resource> resources = new ArrayList<>();
        for (String type : arguments.getFirst().split(",", -1)) {
            Resource resource = Resource.named(type);
            if (!resources.contains(resource)) {
                resources.add(resource);
            }
        }
        return resources.stream().map(resource -> new Selection(resource, names)).toList();
    }

    private static List<Selection> ofPairs(List<String> arguments) {
        Map<Resource, List<String>> names = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("/", -1);
            if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
                throw CommandFailure.wrongUse(
                        "found \"%s\" (expected: TYPE/NAME in each argument, or one TYPE and then names)"
                                .formatted(argument));
            }
            names.computeIfAbsent(Resource.named(pair[0]), _ -> new ArrayList<>()).add(pair[1]);
        }
        return names.entrySet().stream()
                .map(entry -> new Selection(entry.getKey(), entry.getValue()))
                .toList();
    }
}
