// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Text to documents. A document with a syntax error harms no other one of its file.
final class DocumentComposer {
    /// By the size of the buffer: to make them takes as long as to read a small text.
    private static final Map<Integer, LoadSettings> SETTINGS = new ConcurrentHashMap<>();

    private static final int SMALLEST_BUFFER = 1024;

    private final ReadLimits limits;

    DocumentComposer(ReadLimits limits) {
        this.limits = limits;
    }

    /// The buffer takes the whole text: the parser fails on a character outside the basic plane
    /// that lies across the end of a smaller one.
    private static LoadSettings settings(String text) {
        int enough = Math.max(SMALLEST_BUFFER, 2 * Integer.highestOneBit(text.length()));
        return SETTINGS.computeIfAbsent(enough, DocumentComposer::settings);
    }

    /// What a scalar means is found out by [Scalar], not by the parser.
    private static LoadSettings settings(int bufferSize) {
        return LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setUseMarks(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .setBufferSize(bufferSize)
                .build();
    }

    /// Hands over what there is, in order: a document, or what is wrong with one.
    void compose(
            String file, String text, Consumer<Document> documents, Consumer<Finding> malformed) {
        parts(text).forEach(part -> compose(file, part, documents, malformed));
    }

    static List<TextPart> parts(String text) {
        return TextPart.split(withoutMark(text));
    }

    /// Some editors put a byte order mark first.
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// As above, of one part.
    void compose(
            String file, TextPart part, Consumer<Document> documents, Consumer<Finding> malformed) {
        try {
            LoadSettings settings = settings(part.text());
            StreamReader reader = new StreamReader(settings, part.text());
            BoundedParser parser = new BoundedParser(new ParserImpl(settings, reader), limits);
            Composer composer = new Composer(settings, parser);
            for (Optional<Node> root = next(composer); root.isPresent(); root = next(composer)) {
                if (parser.aliases() > 0) {
                    new Expansion(limits).check(root.get());
                }
                documents.accept(new Document(file, part.firstLine(), root.get()));
            }
        } catch (LimitExceededException e) {
            malformed.accept(
                    invalid(
                            "found " + e.getMessage(),
                            Document.position(file, part.firstLine(), e.mark())));
        } catch (MarkedYamlEngineException e) {
            malformed.accept(
                    invalid(
                            "not well-formed YAML: " + problem(e),
                            Document.position(file, part.firstLine(), e.getProblemMark())));
        } catch (ReaderException e) {
            malformed.accept(
                    invalid(
                            "found the character U+%04X, which YAML does not allow"
                                    .formatted(e.getCodePoint()),
                            part.positionOf(file, e.getPosition())));
        } catch (YamlEngineException e) {
            malformed.accept(
                    invalid(
                            "not well-formed YAML: " + e.getMessage(),
                            new SourcePosition(file, part.firstLine() + 1, 1)));
        }
    }

    /// The parser trips over some escapes, as of Unicode, whose digits are missing.
    private static Optional<Node> next(Composer composer) {
        try {
            return composer.hasNext() ? Optional.of(composer.next()) : Optional.empty();
        } catch (NumberFormatException e) {
            throw new YamlEngineException("found an escaped character without its digits", e);
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        String problem = String.join(" ", List.of(String.valueOf(e.getProblem()).split("\\s+")));
        return e.getContext() == null ? problem : e.getContext() + ": " + problem;
    }

    static Finding invalid(String message, SourcePosition position) {
        return new Finding(
                FindingCode.INVALID_YAML,
                FindingCode.INVALID_YAML.severity(),
                Optional.empty(),
                FieldPath.ROOT,
                message,
                Optional.of(position));
    }
}
