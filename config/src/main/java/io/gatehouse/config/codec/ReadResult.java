// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import java.util.List;
import java.util.Optional;

/// What came of one document.
public sealed interface ReadResult {
    List<Finding> findings();

    /// An object.
    ///
    /// @param position where its document starts
    /// @param findings warnings at most
    record Read(ConfigObject object, SourcePosition position, List<Finding> findings)
            implements ReadResult {
        public Read {
            findings = List.copyOf(findings);
        }
    }

    /// An object with errors, or something that cannot be told to be an object.
    ///
    /// @param key absent where the document does not say it
    record Refused(Optional<ObjectKey> key, List<Finding> findings) implements ReadResult {
        public Refused {
            findings = List.copyOf(findings);
        }
    }

    /// An object of a kind that is not read.
    record Skipped(List<Finding> findings) implements ReadResult {
        public Skipped {
            findings = List.copyOf(findings);
        }
    }
}
