// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.istio.AuthorizationPolicy;
import java.util.ArrayList;
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
    /// @param closed what stands in for a policy that lets somebody in while there is no version of
    ///   it that can be used; see [AuthorizationPolicy#closed]
    record Refused(
            Optional<ObjectKey> key, List<Finding> findings, Optional<AuthorizationPolicy> closed)
            implements ReadResult {
        public Refused {
            findings = List.copyOf(findings);
        }

        public Refused(Optional<ObjectKey> key, List<Finding> findings) {
            this(key, findings, Optional.empty());
        }

        /// What is used of the object.
        ///
        /// @param known versions of it, the one to be used first
        public Fallback fallback(List<ConfigObject> known) {
            Optional<ConfigObject> good =
                    known.stream().filter(o -> !AuthorizationPolicy.standsIn(o)).findFirst();
            if (good.isPresent() || closed.isEmpty()) {
                return new Fallback(good, findings);
            }
            Finding told =
                    Finding.of(
                            FindingCode.ACCESS_CLOSED,
                            closed.get().key(),
                            FieldPath.of("spec.rules"),
                            "nobody is let in by this policy until its rules can be read: no earlier version of it is known");
            List<Finding> all = new ArrayList<>(findings);
            all.add(
                    findings.stream()
                            .flatMap(finding -> finding.position().stream())
                            .findFirst()
                            .map(told::at)
                            .orElse(told));
            return new Fallback(Optional.of(closed.get()), all);
        }
    }

    /// What is used instead of an object that is refused, and all that there is to say then.
    record Fallback(Optional<ConfigObject> object, List<Finding> findings) {
        public Fallback {
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
