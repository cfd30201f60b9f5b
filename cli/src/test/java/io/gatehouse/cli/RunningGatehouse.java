// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.admin.AdminServer;
import io.gatehouse.server.admin.AdminView;
import io.gatehouse.server.admin.ControlPlaneMetrics;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.TreePMap;

/// A real admin server over a state made by hand.
final class RunningGatehouse implements AutoCloseable {
    private record View(ControlPlaneState state, List<ProxyStatus> proxies) implements AdminView {
        @Override
        public Optional<String> unready() {
            return Optional.empty();
        }

        @Override
        public Rollouts rollouts() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Pulse pulse() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SortedMap<ResourceType, Integer> resources() {
            return Collections.emptySortedMap();
        }
    }

    private final AdminServer server;

    private RunningGatehouse(View view) {
        server =
                new AdminServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        view,
                        new ControlPlaneMetrics(),
                        new EventLog(new JsonFormat(), System.err, Clock.systemUTC()));
    }

    static RunningGatehouse with(String yaml, Finding... findings) {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        for (ReadResult result : new YamlReader(ReadLimits.DEFAULT).read("test.yaml", yaml)) {
            ConfigObject object = ((ReadResult.Read) result).object();
            objects = objects.plus(object.key(), object);
        }
        return new RunningGatehouse(
                new View(new ControlPlaneState(objects, List.of(findings)), List.of()));
    }

    static RunningGatehouse with(ProxyStatus... proxies) {
        return new RunningGatehouse(
                new View(new ControlPlaneState(TreePMap.empty(), List.of()), List.of(proxies)));
    }

    String address() {
        return "127.0.0.1:" + server.address().getPort();
    }

    /// Runs `gatehouse get` with the arguments, in one string, against it.
    CommandRun get(String arguments) {
        List<String> all = new ArrayList<>(List.of("get", "--admin", address()));
        all.addAll(Arrays.asList(arguments.split(" ", -1)));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.close();
    }
}
