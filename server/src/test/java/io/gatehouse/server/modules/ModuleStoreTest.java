// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.ModuleSource;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.disk.SmallDisk;
import io.gatehouse.server.envoy.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleStoreTest {
    @TempDir private Path root;

    private static ModuleSource source(String url) {
        return new ModuleSource(url, "", Optional.empty(), false);
    }

    private static ModuleCode.Inline code(int content) {
        return new ModuleCode.Inline(new byte[] {1, 2, 3, (byte) content});
    }

    private ModuleStore store(long largest) {
        return new ModuleStore(Optional.of(new CacheDirectory(root)), largest);
    }

    private Path file(ModuleCode.Inline code) {
        return root.resolve("modules").resolve(code.sha256() + ".wasm");
    }

    @Test
    void keepsWhatASourceGaveLast() {
        store(100).keep(source("a"), code(1));
        store(100).keep(source("a"), code(2));

        assertThat(store(100).find(source("a"))).contains(code(2));
        assertThat(store(100).find(source("b"))).isEmpty();
    }

    @Test
    void doesNotTrustWhatIsNotWhole() throws IOException {
        store(100).keep(source("a"), code(1));
        Files.write(file(code(1)), new byte[] {1});

        assertThat(store(100).find(source("a"))).isEmpty();
    }

    @Test
    void aDiskThatIsFullOrReadOnlyHarmsNothingThatIsThere() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"))) {
            ModuleStore store =
                    new ModuleStore(Optional.of(new CacheDirectory(disk.directory())), 100);
            store.keep(source("a"), code(1));
            disk.fill();
            store.keep(source("b"), code(2));
            assertThat(store.find(source("a"))).contains(code(1));
            assertThat(store.find(source("b"))).isEmpty();

            disk.empty();
            disk.readOnly();
            store.keep(source("b"), code(2));
            assertThat(store.find(source("a"))).contains(code(1));
            assertThat(store.find(source("b"))).isEmpty();
        }
    }

    @Test
    void whatWasNotUsedForLongestGoes() throws IOException {
        store(100).keep(source("a"), code(1));
        store(100).keep(source("b"), code(2));
        Files.setLastModifiedTime(file(code(1)), FileTime.from(Instant.EPOCH));
        store(8).keep(source("c"), code(3));

        assertThat(store(8).find(source("a"))).isEmpty();
        assertThat(store(8).find(source("b"))).contains(code(2));
        assertThat(store(8).find(source("c"))).contains(code(3));
        try (Stream<Path> files = Files.list(root.resolve("modules"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void withoutADiskNothingIsKept() {
        ModuleStore none = new ModuleStore(Optional.empty(), 100);
        none.keep(source("a"), code(1));

        assertThat(none.find(source("a"))).isEmpty();
    }
}
