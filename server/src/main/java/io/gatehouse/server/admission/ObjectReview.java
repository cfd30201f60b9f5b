// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ApiObjectReader;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.validation.ValidatedResult;
import io.gatehouse.server.admission.ReviewRequest.Version;
import io.gatehouse.server.admission.Surroundings.Outlook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Judges what is about to be stored: by what it says alone, as `gatehouse validate` does, and by
/// what it would come to among all that is there. A change that makes nothing worse is never
/// refused. Safe for use by several threads.
final class ObjectReview {
    /// Errors that pass when something else is there, which may come later, or fail for no fault of
    /// the object's.
    private static final Set<FindingCode> OF_OTHERS =
            EnumSet.of(
                    FindingCode.SECRET_MISSING,
                    FindingCode.SECRET_INVALID,
                    FindingCode.POLICY_SECRET_MISSING,
                    FindingCode.POLICY_SECRET_UNUSABLE,
                    FindingCode.POLICY_SERVICE_UNKNOWN,
                    FindingCode.PROVIDER_NOT_READ,
                    FindingCode.KEYS_NOT_FETCHED,
                    FindingCode.MODULE_NOT_FETCHED,
                    FindingCode.PULL_SECRET,
                    FindingCode.UPSTREAM_CERTIFICATE,
                    FindingCode.INTERNAL);

    private final Surroundings surroundings;
    private final JsonFactory json = new JsonFactory();
    private final ApiObjectReader reader = new ApiObjectReader(ReadLimits.DEFAULT);

    ObjectReview(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// @throws IOException if the object is none that an API server would send
    Judgement judge(ReviewRequest request) throws IOException, InterruptedException {
        if (request.kind().isEmpty() || !request.concernsContent()) {
            return Judgement.NOTHING_TO_SAY;
        }
        Kind kind = request.kind().get();
        ReadResult now = read(request.object().orElseThrow(), kind);
        Optional<ReadResult> before = Optional.empty();
        if (request.oldObject().isPresent()) {
            before = Optional.of(read(request.oldObject().get(), kind));
        }
        List<ConfigObject> versions = new ArrayList<>();
        before.flatMap(ObjectReview::object).ifPresent(versions::add);
        object(now).ifPresent(versions::add);
        Judgement judgement = judge(request, now, before, versions);
        if (judgement.allowed() && !request.dryRun()) {
            object(now).ifPresent(surroundings::expect);
        }
        return judgement;
    }

    private Judgement judge(
            ReviewRequest request,
            ReadResult now,
            Optional<ReadResult> before,
            List<ConfigObject> versions)
            throws InterruptedException {
        return switch (surroundings.of(request.namespace(), versions)) {
            case Outlook.NotRead _ -> Judgement.NOTHING_TO_SAY;
            case Outlook.Unknown _ ->
                    judgement(
                            now.findings(),
                            before.map(ReadResult::findings).orElse(List.of()),
                            mended(before, now));
            case Outlook.Told(List<List<Finding>> outlook) -> {
                List<Finding> all = new ArrayList<>(now.findings());
                List<Finding> earlier = new ArrayList<>();
                before.ifPresent(old -> earlier.addAll(old.findings()));
                if (before.flatMap(ObjectReview::object).isPresent()) {
                    earlier.addAll(outlook.getFirst());
                }
                if (object(now).isPresent()) {
                    all.addAll(outlook.getLast());
                }
                yield judgement(all, earlier, mended(before, now));
            }
        };
    }

    private ReadResult read(Version version, Kind kind) throws IOException {
        try (JsonParser parser = json.createParser(version.json())) {
            parser.nextToken();
            return ValidatedResult.of(reader.read(parser, kind).result(), UnaryOperator.identity());
        }
    }

    private static Optional<ConfigObject> object(ReadResult result) {
        return result instanceof ReadResult.Read read
                ? Optional.of(read.object())
                : Optional.empty();
    }

    /// Whether it could not be used at all, and now can.
    private static boolean mended(Optional<ReadResult> before, ReadResult now) {
        return before.filter(old -> object(old).isEmpty()).isPresent() && object(now).isPresent();
    }

    private static Judgement judgement(
            List<Finding> now, List<Finding> before, boolean betterAnyway) {
        List<Finding> known = new ArrayList<>(before);
        List<Finding> refusals = new ArrayList<>();
        List<Finding> warnings = new ArrayList<>();
        for (Finding finding : now) {
            boolean refuses =
                    finding.severity() == Severity.ERROR
                            && !OF_OTHERS.contains(finding.code())
                            && !wasThere(finding, known)
                            && !betterAnyway;
            if (refuses) {
                refusals.add(finding);
            } else if (finding.severity() != Severity.INFO) {
                warnings.add(finding);
            }
        }
        return new Judgement(refusals, warnings);
    }

    /// Takes it from what is known: what was there once and is there twice is worse than it was.
    /// Its place may be another one.
    private static boolean wasThere(Finding finding, List<Finding> known) {
        for (int i = 0; i < known.size(); i++) {
            Finding old = known.get(i);
            if (old.code() == finding.code() && old.message().equals(finding.message())) {
                known.remove(i);
                return true;
            }
        }
        return false;
    }
}
