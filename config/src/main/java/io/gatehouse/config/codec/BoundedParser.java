// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;

/// Counts depth and aliases before the recursive composer sees them, and takes text that is tagged
/// as such (`!!str 5`) for quoted text, which it is as good as.
final class BoundedParser implements Parser {
    private final Parser parser;
    private final ReadLimits limits;
    private int depth;
    private int aliases;

    BoundedParser(Parser parser, ReadLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    int aliases() {
        return aliases;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event) {
            case CollectionStartEvent _ -> depth++;
            case CollectionEndEvent _ -> depth--;
            case AliasEvent _ -> aliases++;
            default -> {}
        }
        if (depth > limits.maxDepth()) {
            throw new LimitExceededException(
                    "lists and mappings nested deeper than " + limits.maxDepth() + " levels",
                    event.getStartMark());
        }
        if (aliases > limits.maxAliases()) {
            throw new LimitExceededException(
                    "more than " + limits.maxAliases() + " aliases in one document",
                    event.getStartMark());
        }
        return event instanceof ScalarEvent scalar ? quotedIfTagged(scalar) : event;
    }

    private static Event quotedIfTagged(ScalarEvent scalar) {
        boolean text = scalar.getTag().filter(Tag.STR.getValue()::equals).isPresent();
        return text && scalar.isPlain()
                ? new ScalarEvent(
                        scalar.getAnchor(),
                        scalar.getTag(),
                        scalar.getImplicit(),
                        scalar.getValue(),
                        ScalarStyle.DOUBLE_QUOTED,
                        scalar.getStartMark(),
                        scalar.getEndMark())
                : scalar;
    }
}
