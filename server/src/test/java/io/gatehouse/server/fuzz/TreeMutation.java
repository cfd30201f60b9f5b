// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Changes documents where they have structure, so that most of what comes out is still an object
/// of some kind.
final class TreeMutation {
    /// A value within its list or mapping.
    private sealed interface Place {
        record Field(Map<Object, Object> map, Object key) implements Place {}

        record Item(List<Object> list, int index) implements Place {}
    }

    private final FuzzCorpus corpus;
    private final Random random;

    TreeMutation(FuzzCorpus corpus, Random random) {
        this.corpus = corpus;
        this.random = random;
    }

    String mutated(FuzzCorpus.Sample sample) {
        List<Object> documents = new ArrayList<>();
        sample.documents().forEach(document -> documents.add(copy(document)));
        if (random.nextInt(8) == 0) {
            documents.addAll(
                    corpus.any(random).documents().stream().map(TreeMutation::copy).toList());
        }
        int changes = 1 + (int) Math.abs(random.nextGaussian() * 1.5);
        for (int i = 0; i < changes; i++) {
            change(documents);
        }
        return FlowYaml.documents(documents);
    }

    private void change(List<Object> documents) {
        List<Place> places = new ArrayList<>();
        places(documents, places);
        if (places.isEmpty()) {
            return;
        }
        Place place = places.get(random.nextInt(places.size()));
        Object value = get(place);
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> set(place, HostileValues.like(value, random));
            case 3 -> set(place, HostileValues.any(random));
            case 4 -> remove(place);
            case 5 -> duplicate(place, value);
            case 6 -> set(place, get(places.get(random.nextInt(places.size()))));
            case 7, 8 -> set(place, corpusValue());
            case 9 -> set(place, nested(value));
            case 10 -> set(place, near(value));
            case 11 -> rename(place);
            default -> add(value);
        }
    }

    private Object corpusValue() {
        return corpus.values().get(random.nextInt(corpus.values().size()));
    }

    private String corpusField() {
        return corpus.fields().get(random.nextInt(corpus.fields().size()));
    }

    private Object nested(Object value) {
        Object nested = value;
        for (int depth = random.nextInt(1, 4) == 1 ? 80 : 1; depth > 0; depth--) {
            nested =
                    random.nextBoolean()
                            ? new ArrayList<>(List.of(nested))
                            : new LinkedHashMap<>(Map.of("a", nested));
        }
        return nested;
    }

    private Object near(Object value) {
        return switch (value) {
            case Integer number -> (long) number + random.nextInt(-2, 3);
            case String text -> {
                int at = text.isEmpty() ? 0 : random.nextInt(text.length());
                yield text.substring(0, at) + HostileValues.piece(random) + text.substring(at);
            }
            case Boolean flag -> !flag;
            default -> value;
        };
    }

    private void add(Object value) {
        if (value instanceof Map<?, ?>) {
            fields(value)
                    .put(
                            corpusField(),
                            random.nextBoolean()
                                    ? copy(corpusValue())
                                    : copy(HostileValues.any(random)));
        } else if (value instanceof List<?>) {
            items(value).add(copy(corpusValue()));
        }
    }

    private void rename(Place place) {
        if (place instanceof Place.Field(Map<Object, Object> map, Object key)) {
            Object value = map.remove(key);
            map.put(
                    random.nextBoolean() ? corpusField() : HostileValues.piece(random),
                    value == null ? "" : value);
        }
    }

    private void duplicate(Place place, Object value) {
        if (place instanceof Place.Item(List<Object> list, int index)) {
            list.add(index, copy(value));
        }
    }

    private static void remove(Place place) {
        switch (place) {
            case Place.Field(Map<Object, Object> map, Object key) -> map.remove(key);
            case Place.Item(List<Object> list, int index) -> list.remove(index);
        }
    }

    private static Object get(Place place) {
        Object value =
                switch (place) {
                    case Place.Field(Map<Object, Object> map, Object key) -> map.get(key);
                    case Place.Item(List<Object> list, int index) -> list.get(index);
                };
        return value == null ? "" : value;
    }

    private static void set(Place place, Object value) {
        switch (place) {
            case Place.Field(Map<Object, Object> map, Object key) -> map.put(key, copy(value));
            case Place.Item(List<Object> list, int index) -> list.set(index, copy(value));
        }
    }

    private static void places(Object tree, List<Place> places) {
        switch (tree) {
            case Map<?, ?> map ->
                    map.forEach((key, value) -> {
                        places.add(new Place.Field(fields(map), key));
                        if (value != null) {
                            places(value, places);
                        }
                    });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    places.add(new Place.Item(items(list), i));
                    Object item = list.get(i);
                    if (item != null) {
                        places(item, places);
                    }
                }
            }
            default -> {}
        }
    }

    /// Trees that this class has copied hold anything.
    @SuppressWarnings("unchecked")
    private static Map<Object, Object> fields(Object map) {
        return (Map<Object, Object>) map;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> items(Object list) {
        return (List<Object>) list;
    }

    private static Object copy(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) ->
                        copy.put(String.valueOf(key), value == null ? "" : copy(value)));
                yield copy;
            }
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(item == null ? "" : copy(item)));
                yield copy;
            }
            default -> tree;
        };
    }
}
