// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import com.google.protobuf.Any;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A consistent set of resources, made at random: what is named exists. Some contents are of an
/// edition that proxies refuse, if wanted.
record World(SortedMap<ResourceName, VersionedResource> resources) {
    private static final int NAMES = 5;
    private static final String REFUSED = "refused";

    static World empty() {
        return new World(new TreeMap<>());
    }

    static World random(Random random, World before, boolean withRefused) {
        List<VersionedResource> made = new ArrayList<>();
        List<String> clusters = some(random, "c");
        for (String cluster : clusters) {
            String edition = edition(random, withRefused);
            made.add(
                    hasEndpoints(cluster)
                            ? Resources.cluster(cluster, edition)
                            : Resources.staticCluster(cluster, edition));
            if (hasEndpoints(cluster)) {
                made.add(Resources.endpoints(cluster, 1 + random.nextInt(3)));
            }
        }
        List<String> routes = some(random, "r");
        for (String route : routes) {
            String[] named = pick(random, clusters).toArray(String[]::new);
            made.add(Resources.route(route, edition(random, withRefused), named));
        }
        for (String scope : routes.isEmpty() ? List.<String>of() : some(random, "x")) {
            String route = routes.get(random.nextInt(routes.size()));
            made.add(Resources.scopedRoute(scope, edition(random, withRefused), route));
        }
        List<String> secrets = some(random, "s");
        secrets.forEach(name -> made.add(Resources.secret(name, edition(random, false))));
        for (String listener : some(random, "l")) {
            List<ResourceName> named = new ArrayList<>();
            pick(random, routes).forEach(n -> named.add(new ResourceName(ResourceType.ROUTE, n)));
            pick(random, secrets).forEach(n -> named.add(new ResourceName(ResourceType.SECRET, n)));
            String edition = edition(random, withRefused);
            made.add(Resources.listener(listener, edition, named.toArray(ResourceName[]::new)));
        }
        SortedMap<ResourceName, VersionedResource> resources = new TreeMap<>();
        for (VersionedResource resource : made) {
            VersionedResource old = before.resources.get(resource.name());
            boolean keep = old != null && random.nextBoolean() && resolves(old, made);
            resources.put(resource.name(), keep ? old : resource);
        }
        return new World(resources);
    }

    private static boolean resolves(VersionedResource old, Collection<VersionedResource> made) {
        return made.stream()
                .map(VersionedResource::name)
                .collect(Collectors.toSet())
                .containsAll(old.references());
    }

    private static List<String> some(Random random, String prefix) {
        return pick(random, IntStream.range(0, NAMES).mapToObj(i -> prefix + i).toList());
    }

    private static List<String> pick(Random random, List<String> names) {
        return names.stream().filter(_ -> random.nextInt(3) > 0).toList();
    }

    private static String edition(Random random, boolean withRefused) {
        return withRefused && random.nextInt(8) == 0
                ? REFUSED + random.nextInt(3)
                : "e" + random.nextInt(3);
    }

    static boolean hasEndpoints(String cluster) {
        return !cluster.equals("c1") && !cluster.equals("c3");
    }

    static boolean isRefused(Any body) {
        return body.getValue().toStringUtf8().contains(REFUSED);
    }

    long publish(ResourceCache cache, String group) {
        List<ResourceName> gone = new ArrayList<>();
        for (ResourceType type : ResourceType.values()) {
            for (Map.Entry<String, VersionedResource> entry :
                    cache.snapshot(group).all(type).entrySet()) {
                if (!resources.containsKey(entry.getValue().name())) {
                    gone.add(entry.getValue().name());
                }
            }
        }
        return cache.publish(group, resources.values(), gone);
    }
}
