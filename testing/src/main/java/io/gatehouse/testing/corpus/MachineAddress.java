// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/// Of a client on loopback Envoy writes down an address of the machine. Where the cases were
/// recorded there was none but 127.0.0.1.
final class MachineAddress {
    private static final String RECORDED = "127.0.0.1";

    private MachineAddress() {}

    static String asRecorded(String header) {
        String text = header;
        for (String own : own()) {
            text = text.replace("," + own, "," + RECORDED);
        }
        return text;
    }

    private static List<String> own() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .filter(address -> !address.isLoopbackAddress())
                    .map(address -> address.getHostAddress())
                    .toList();
        } catch (SocketException e) {
            throw new IllegalStateException("this machine's addresses", e);
        }
    }
}
