// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads objects from YAML or JSON. Whatever the bytes are, the outcome is values: nothing is
/// thrown for what a user wrote. Safe for use by several threads.
public final class YamlReader {
    private final ReadLimits limits;
    private final DocumentComposer composer;

    public YamlReader(ReadLimits limits) {
        this.limits = limits;
        this.composer = new DocumentComposer(limits);
    }

    /// One result for each document that is not empty, in order.
    ///
    /// @param file named in positions
    public List<ReadResult> read(String file, byte[] content) {
        return read(file, content, UnaryOperator.identity(), new KnownDocuments());
    }

    /// As above, of a file that may have been read before.
    ///
    /// @param judged what is made of each result; may be called by several threads
    public List<ReadResult> read(
            String file, byte[] content, UnaryOperator<ReadResult> judged, KnownDocuments known) {
        if (content.length > limits.maxBytes()) {
            return List.of(
                    refused(
                            "found %d bytes (expected: at most %d in one file)"
                                    .formatted(content.length, limits.maxBytes()),
                            new SourcePosition(file, 1, 1)));
        }
        CharsetDecoder utf8 =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            String text = utf8.decode(ByteBuffer.wrap(content)).toString();
            return known.read(
                    DocumentComposer.parts(text),
                    part -> parse(file, part).stream().map(judged).toList());
        } catch (CharacterCodingException _) {
            return List.of(refused("found bytes that are not UTF-8 text", notUtf8(file, content)));
        }
    }

    public List<ReadResult> read(String file, String text) {
        return read(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<ReadResult> parse(String file, TextPart part) {
        List<ReadResult> results = new ArrayList<>();
        composer.compose(
                file,
                part,
                document -> results.addAll(DocumentDecoder.decode(document)),
                finding -> results.add(new ReadResult.Refused(Optional.empty(), List.of(finding))));
        return results;
    }

    private static ReadResult refused(String message, SourcePosition position) {
        return new ReadResult.Refused(
                Optional.empty(), List.of(DocumentComposer.invalid(message, position)));
    }

    private static SourcePosition notUtf8(String file, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        var valid = CharBuffer.allocate(content.length);
        StandardCharsets.UTF_8.newDecoder().decode(bytes, valid, true);
        String before = valid.flip().toString();
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new SourcePosition(
                file, line, before.codePointCount(lineStart, before.length()) + 1);
    }
}
