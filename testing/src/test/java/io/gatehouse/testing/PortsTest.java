// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void portsAreDifferentAndFree() throws IOException {
        List<Integer> ports = Ports.free(20);

        assertThat(ports).hasSize(20).doesNotHaveDuplicates();
        for (int port : ports) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }
}
