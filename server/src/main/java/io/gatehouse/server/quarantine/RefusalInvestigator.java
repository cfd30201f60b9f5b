// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.server.quarantine.Bench.Culprit;
import io.gatehouse.server.quarantine.Bench.Suspects;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/// Traces a refusal back to the objects that it came of, and has them set aside, unless an Envoy of
/// ours takes what was refused: then it is the proxy that is at odds. One refusal after the other,
/// proxies in turn, by a thread of its own: the control loop is only asked what would be if.
public final class RefusalInvestigator implements AutoCloseable {
    private final Consultation loop;
    private final ResourceTrial trial;
    private final Consumer<Refused> disputed;
    private final Turns<Refused> turns = new Turns<>();
    private final RefusalMemory memory = new RefusalMemory();
    private final Map<String, Long> good = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("refusal-investigator").factory());

    /// Runs a question on the thread that owns the translation, and waits for the answer.
    public interface Consultation {
        /// @throws CancellationException when the thread that waits is interrupted
        <T> T ask(Function<Bench, T> question);
    }

    /// What was refused.
    ///
    /// @param named the resource as the refusal names it
    /// @param words of the proxy
    public record Refused(
            ConnectedProxy proxy,
            Refusal.RefusedResource named,
            String words,
            VersionedResource resource) {
        public String group() {
            return proxy.group();
        }

        String message() {
            return "%s refused %s: %s".formatted(proxy.nodeId(), named.name(), words);
        }
    }

    /// @param disputed told what an Envoy of ours takes
    public RefusalInvestigator(Consultation loop, ResourceTrial trial, Consumer<Refused> disputed) {
        this.loop = loop;
        this.trial = new RememberedTrial(trial);
        this.disputed = disputed;
    }

    /// A proxy has taken everything up to that revision.
    public void taken(String group, long revision) {
        good.merge(group, revision, Math::max);
    }

    /// A proxy has just refused it.
    public void refused(Refused refused) {
        memory.add(refused);
        investigate(refused);
    }

    /// Looks whether something that was refused before is offered again: proxies are not sent it,
    /// so they do not refuse it once more.
    ///
    /// @param current what the group's proxies are given of a name
    public void published(
            String group, Function<ResourceName, Optional<VersionedResource>> current) {
        memory.offeredAgain(group, current).forEach(this::investigate);
    }

    private void investigate(Refused refused) {
        open.incrementAndGet();
        turns.add(refused.proxy.nodeId(), refused);
        try {
            thread.execute(() -> {
                try {
                    new Case(turns.next()).close();
                    loop.ask(_ -> true); // what was set aside is published by then
                } catch (CancellationException _) {
                    Thread.currentThread().interrupt();
                } finally {
                    open.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException _) {
            open.decrementAndGet(); // closed meanwhile
        }
    }

    /// Whether it is still looked for what is to blame for a refusal.
    public boolean searching() {
        return open.get() > 0;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Case {
        private final Refused refused;
        private final String group;
        private final VersionedResource bad;

        Case(Refused refused) {
            this.refused = refused;
            group = refused.group();
            bad = refused.resource;
        }

        void close() {
            if (!loop.ask(this::isOffered)) {
                return;
            }
            Optional<Boolean> takes = trial.takes(bad);
            if (takes.orElse(false)) {
                disputed.accept(refused);
                return;
            }
            long since = good.getOrDefault(group, 0L);
            Suspects suspects = loop.ask(b -> b.suspects(group, bad, since));
            List<Suspect> relevant =
                    suspects.objects().stream()
                            .sorted(Suspect.foundationsFirst(bad.name().type()))
                            .filter(suspect -> differs(without(Set.of(suspect))))
                            .toList();
            boolean sure = suspects.changed() && relevant.size() == 1;
            List<Culprit> culprits =
                    (sure ? relevant : takes.isPresent() ? proved(relevant) : List.<Suspect>of())
                            .stream().filter(Suspect::mayBeSetAside).map(this::culprit).toList();
            loop.ask(bench -> {
                if (isOffered(bench)) {
                    bench.hold(culprits);
                }
                return true;
            });
        }

        /// If not, whoever was to blame has changed meanwhile, and who seems to be is not.
        private boolean isOffered(Bench bench) {
            return bench.resource(group, bad.name()).filter(bad::sameVersion).isPresent();
        }

        /// Nobody where no Envoy can tell in the end: an innocent object must not suffer.
        private List<Suspect> proved(List<Suspect> relevant) {
            try {
                return good(new HashSet<>(relevant))
                        ? CulpritSearch.among(relevant, this::good)
                        : List.of();
            } catch (CompletionException _) {
                return List.of();
            }
        }

        private boolean good(Set<Suspect> out) {
            Optional<VersionedResource> left = without(out);
            return differs(left)
                    && left.map(resource ->
                                    trial.takes(resource)
                                            .orElseThrow(() -> new CompletionException(null)))
                            .orElse(true);
        }

        private Optional<VersionedResource> without(Set<Suspect> out) {
            return loop.ask(bench -> bench.without(group, bad.name(), out));
        }

        private boolean differs(Optional<VersionedResource> other) {
            return other.filter(bad::sameVersion).isEmpty();
        }

        private Culprit culprit(Suspect suspect) {
            return new Culprit(suspect, refused.message() + "; " + suspect.fate());
        }
    }
}
