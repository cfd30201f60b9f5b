// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A program that supervises an Envoy until it is killed. Prints Envoy's process id and the run
/// directory.
final class SupervisingJvm {
    private SupervisingJvm() {}

    public static void main(String[] arguments) throws Exception {
        TestEnvoy envoy = new TestEnvoy(1, Duration.ZERO);
        envoy.start();
        while (true) {
            if (envoy.nextState() instanceof EnvoyState.Serving(long pid)) {
                System.out.println(pid);
                System.out.println(envoy.directory().path());
                new CountDownLatch(1).await();
            }
        }
    }
}
