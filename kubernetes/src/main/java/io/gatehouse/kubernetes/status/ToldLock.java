// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A lock that tells why it cannot be had: each reason once, until it has been got over.
final class ToldLock implements Lock {
    private final Lock lock;
    private final Consumer<String> trouble;
    private final Map<String, String> told = new ConcurrentHashMap<>();

    /// @param trouble told sentences for people; must not block
    ToldLock(Lock lock, Consumer<String> trouble) {
        this.lock = lock;
        this.trouble = trouble;
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
        return attempt("read", () -> lock.get(client));
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
        attempt(
                "written",
                () -> {
                    lock.create(client, wanted);
                    return wanted;
                });
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
        attempt(
                "written",
                () -> {
                    lock.update(client, wanted);
                    return wanted;
                });
    }

    private LeaderElectionRecord attempt(String what, Supplier<LeaderElectionRecord> action) {
        try {
            LeaderElectionRecord found = action.get();
            told.remove(what);
            return found;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                tell(what, reason(e));
            }
            throw e;
        }
    }

    private void tell(String what, String reason) {
        if (!reason.equals(told.put(what, reason))) {
            trouble.accept(
                    "%s cannot be %s, so this replica does not lead: %s"
                            .formatted(describe(), what, reason));
        }
    }

    /// The API server says which right is missing.
    private static String reason(KubernetesClientException e) {
        return e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : "no answer from the API server";
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
