// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.AlsoWritten;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.OtherFieldsAllowed;
import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import io.gatehouse.config.Severity;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// A record as a mapping: its components' names are the fields'.
final class RecordCodec implements ValueCodec {
    private record Component(RecordComponent component, ValueCodec codec, int index) {
        String name() {
            return component.getName();
        }
    }

    private final Constructor<?> constructor;
    private final List<Component> components = new ArrayList<>();
    private final Map<String, Component> byName = new HashMap<>();
    private final Collection<String> allowed = new TreeSet<>();
    private final Set<String> passedOver;
    private final Map<String, Told> told = new HashMap<>();
    private final boolean otherFieldsAllowed;
    private final Object absent;

    /// @param passedOver fields that may be there beside the record's
    /// @param snakeCaseToo whether the snake_case form of a name is accepted as well
    RecordCodec(
            Class<?> type, List<ValueCodec> codecs, Set<String> passedOver, boolean snakeCaseToo) {
        RecordComponent[] declared = type.getRecordComponents();
        for (int i = 0; i < declared.length; i++) {
            Component component = new Component(declared[i], codecs.get(i), i);
            components.add(component);
            if (snakeCaseToo) {
                byName.put(Fields.snakeCase(component.name()), component);
            }
            AlsoWritten other = declared[i].getAnnotation(AlsoWritten.class);
            if (other != null) {
                byName.put(other.value(), component);
            }
            byName.put(component.name(), component);
            allowed.add(component.name());
            declared[i].getAccessor().setAccessible(true);
        }
        allowed.addAll(passedOver);
        this.passedOver = passedOver;
        otherFieldsAllowed = type.isAnnotationPresent(OtherFieldsAllowed.class);
        PassedOver others = type.getAnnotation(PassedOver.class);
        if (others != null) {
            for (String name : others.noEffect()) {
                tell(
                        name,
                        FindingCode.NO_EFFECT,
                        "is part of Istio's API and has no effect at a gateway");
            }
            for (String name : others.notSupportedYet()) {
                tell(
                        name,
                        FindingCode.NOT_SUPPORTED_YET,
                        "is part of Istio's API and has no effect here yet");
            }
            for (Elsewhere other : others.elsewhere()) {
                tell(
                        other.field(),
                        FindingCode.SAID_ELSEWHERE,
                        "has no effect here; " + other.advice());
            }
        }
        constructor = canonicalConstructor(type, declared);
        absent = construct(components.stream().map(c -> c.codec.absent()).toArray());
    }

    private void tell(String name, FindingCode code, String words) {
        allowed.add(name);
        told.put(name, new Told(code, words));
        told.put(Fields.snakeCase(name), new Told(code, words));
    }

    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.invalid(node, path, "a mapping with " + String.join(", ", allowed));
            return null;
        }
        Fields fields = Fields.of(mapping);
        boolean complete = problems.keys(fields, path);
        @Nullable Object[] values = new Object[components.size()];
        for (Map.Entry<String, Fields.Entry> entry : fields.entries().entrySet()) {
            complete &= readField(entry.getKey(), entry.getValue(), values, path, problems);
        }
        for (Component component : components) {
            if (values[component.index] == null) {
                values[component.index] = component.codec.absent();
            }
        }
        return complete ? construct(values) : null;
    }

    private boolean readField(
            String name,
            Fields.Entry entry,
            @Nullable Object[] values,
            FieldPath path,
            Problems problems) {
        Component component = byName.get(name);
        if (component == null) {
            return otherFieldsAllowed
                    || passedOver.contains(name)
                    || told(name, entry, path, problems)
                    || problems.unknown(
                            entry.key(), path.field(name), () -> NearestName.hint(name, allowed));
        }
        if (values[component.index] != null) {
            problems.add(
                    FindingCode.INVALID_YAML,
                    entry.key(),
                    path.field(name),
                    "\"%s\" is given more than once; only one can hold"
                            .formatted(component.name()));
            return false;
        }
        if (Fields.isNothing(entry.value())) {
            return true;
        }
        values[component.index] =
                component.codec.read(entry.value(), path.field(component.name()), problems);
        return values[component.index] != null;
    }

    private boolean told(String name, Fields.Entry entry, FieldPath path, Problems problems) {
        Told other = told.get(name);
        if (other == null) {
            return false;
        }
        problems.add(
                other.code(),
                Severity.INFO,
                entry.key(),
                path.field(name),
                name + " " + other.words());
        return true;
    }

    @Override
    public Object absent() {
        return absent;
    }

    @Override
    public SortedMap<String, Object> write(Object value) {
        SortedMap<String, Object> fields = new TreeMap<>();
        for (Component component : components) {
            Object field = accessed(component, value);
            if (!field.equals(component.codec.absent())) {
                fields.put(component.name(), component.codec.write(field));
            }
        }
        return fields;
    }

    private static Object accessed(Component component, Object value) {
        try {
            return component.component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component.component, e);
        }
    }

    private Object construct(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + constructor.getDeclaringClass(), e);
        }
    }

    private static Constructor<?> canonicalConstructor(
            Class<?> type, RecordComponent[] components) {
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    /// Of a field that is not read.
    private record Told(FindingCode code, String words) {}
}
