// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// An image of one platform as the OCI image layout has it, unpacked.
record OciLayout(Path directory) {

    /// Names a blob.
    record Descriptor(String digest, long size) {
        static Descriptor of(Tree tree) {
            return new Descriptor(tree.at("digest").text(), tree.at("size").number());
        }
    }

    List<Descriptor> manifests() throws IOException {
        return descriptors(tree(directory.resolve("index.json")).at("manifests"));
    }

    Descriptor config() throws IOException {
        return Descriptor.of(manifest().at("config"));
    }

    List<Descriptor> layers() throws IOException {
        return descriptors(manifest().at("layers"));
    }

    Tree configTree() throws IOException {
        return tree(blob(config()));
    }

    Path blob(Descriptor descriptor) {
        return directory.resolve("blobs").resolve(descriptor.digest().replace(':', '/'));
    }

    private Tree manifest() throws IOException {
        return tree(blob(manifests().getFirst()));
    }

    private static Tree tree(Path file) throws IOException {
        return new Tree(JsonText.parse(Files.readString(file)));
    }

    private static List<Descriptor> descriptors(Tree list) {
        return list.list().stream().map(Descriptor::of).toList();
    }

    static String digest(Path file) throws IOException {
        return digest(Files.newInputStream(file));
    }

    static String digestOfContent(Path gzip) throws IOException {
        return digest(new GZIPInputStream(Files.newInputStream(gzip)));
    }

    private static String digest(InputStream content) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(content, sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return "sha256:" + HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
