// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// The curves of NIST that tokens are signed with: y² = x³ - 3x + b modulo p (SP 800-186).
enum Curve {
    P256(
            "P-256",
            "ES256",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    P384(
            "P-384",
            "ES384",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
                    + "ffffffff0000000000000000ffffffff",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
                    + "c656398d8a2ed19d2a85c8edd3ec2aef"),
    P521(
            "P-521",
            "ES512",
            "1ff" + "f".repeat(128),
            "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109"
                    + "e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00");

    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final String curveName;
    private final String algorithm;
    private final BigInteger prime;
    private final BigInteger b;

    Curve(String curveName, String algorithm, String prime, String b) {
        this.curveName = curveName;
        this.algorithm = algorithm;
        this.prime = new BigInteger(prime, 16);
        this.b = new BigInteger(b, 16);
    }

    static Optional<Curve> named(String name) {
        return Arrays.stream(values()).filter(curve -> curve.curveName.equals(name)).findFirst();
    }

    /// The one that tokens signed with it have.
    String algorithm() {
        return algorithm;
    }

    boolean has(BigInteger x, BigInteger y) {
        if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
            return false;
        }
        BigInteger right = x.pow(3).subtract(THREE.multiply(x)).add(b).mod(prime);
        return y.pow(2).mod(prime).equals(right);
    }
}
