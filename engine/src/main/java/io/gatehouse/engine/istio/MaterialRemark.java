// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.CaSecret;
import io.gatehouse.config.core.Lifetime;
import io.gatehouse.config.core.TlsSecret;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.WallClock;
import io.gatehouse.engine.graph.Evaluation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that the users of TLS material should know although it is served.
record MaterialRemark(FindingCode code, String message) {

    /// @param now absent means that nothing is said about validity
    static List<MaterialRemark> of(
            CredentialNodes nodes, Evaluation e, MaterialRef ref, Optional<Instant> now) {
        List<MaterialRemark> remarks = new ArrayList<>();
        String origin = ref.origin().toString();
        switch (ref.role()) {
            case KEY_PAIR -> {
                if (e.get(nodes.keyPair, ref.origin()).orElse(null)
                        instanceof TlsSecret.Usable usable) {
                    doubts(origin, usable.doubts(), remarks);
                    validity("the certificate of " + origin, usable.lifetime(), now, remarks);
                }
            }
            case TRUSTED -> {
                if (e.get(nodes.trusted, ref.origin()).orElse(null)
                        instanceof CaSecret.Usable usable) {
                    doubts(origin, usable.doubts(), remarks);
                    validity("the CA of " + origin, usable.lifetime(), now, remarks);
                    usable.revokedLifetime()
                            .ifPresent(lifetime ->
                                    validity(
                                            "the revocation list of " + origin,
                                            lifetime,
                                            now,
                                            remarks));
                }
            }
        }
        return List.copyOf(remarks);
    }

    private static void doubts(String origin, List<String> doubts, List<MaterialRemark> remarks) {
        doubts.forEach(doubt ->
                remarks.add(
                        new MaterialRemark(FindingCode.SECRET_DOUBTFUL, origin + ": " + doubt)));
    }

    private static void validity(
            String what, Lifetime lifetime, Optional<Instant> now, List<MaterialRemark> remarks) {
        now.flatMap(instant -> invalidity(lifetime, instant))
                .ifPresent(why ->
                        remarks.add(
                                new MaterialRemark(
                                        FindingCode.CERTIFICATE_NOT_VALID,
                                        what + " " + why + "; it is used all the same")));
    }

    private static Optional<String> invalidity(Lifetime lifetime, Instant now) {
        if (now.isAfter(lifetime.until())) {
            return Optional.of("has expired on " + date(lifetime.until()));
        }
        return now.plus(WallClock.STEP).isBefore(lifetime.from())
                ? Optional.of("is not valid before " + date(lifetime.from()))
                : Optional.empty();
    }

    private static Instant date(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
