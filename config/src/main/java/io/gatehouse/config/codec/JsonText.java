// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.gatehouse.config.JsonWithNull;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trees of maps, lists, strings, numbers, booleans and [JsonWithNull.Null] as JSON and back. Maps
/// keep their order.
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("    ", "\n");
    private static final DefaultPrettyPrinter LIKE_KUBECTL =
            new DefaultPrettyPrinter(
                            Separators.createDefaultInstance()
                                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                    .withObjectEmptySeparator("")
                                    .withArrayEmptySeparator(""))
                    .withObjectIndenter(INDENTER)
                    .withArrayIndenter(INDENTER);

    private JsonText() {}

    /// Indented as kubectl does, with a line break at the end.
    public static String pretty(Object tree) {
        return text(tree, Optional.of(LIKE_KUBECTL)) + "\n";
    }

    /// In one line, without a line break at its end.
    public static String compact(Object tree) {
        return text(tree, Optional.empty());
    }

    /// Fields that are null are left out.
    ///
    /// @throws IOException if `text` is not one JSON array or object
    public static Object parse(String text) throws IOException {
        return parse(text, false);
    }

    /// As [#parse], but with [JsonWithNull.Null] where a list has null, as lists in the open parts
    /// of an object may.
    public static Object parseOpen(String text) throws IOException {
        return parse(text, true);
    }

    private static Object parse(String text, boolean nulls) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                throw new IOException("found " + first + " (expected: an object or an array)");
            }
            Object tree = value(json, nulls);
            if (json.nextToken() != null) {
                throw new IOException("found more after the end");
            }
            return tree;
        }
    }

    private static String text(Object tree, Optional<DefaultPrettyPrinter> printer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            printer.ifPresent(p -> json.setPrettyPrinter(p.createInstance()));
            write(json, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName((String) entry.getKey());
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case JsonWithNull.Null _ -> json.writeNull();
            default -> throw new IllegalStateException("no JSON for " + value.getClass());
        }
    }

    private static Object value(JsonParser json, boolean nulls) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, nulls);
            case START_ARRAY -> array(json, nulls);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> {
                if (!nulls) {
                    throw new IOException("found null in a list");
                }
                yield JsonWithNull.Null.NULL;
            }
            default -> throw new IllegalStateException("no value: " + json.currentToken());
        };
    }

    private static Map<String, Object> object(JsonParser json, boolean nulls) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                map.put(name, value(json, nulls));
            }
        }
        return map;
    }

    private static List<Object> array(JsonParser json, boolean nulls) throws IOException {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(json, nulls));
        }
        return list;
    }
}
