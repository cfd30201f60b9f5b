// SPDX-License-Identifier: Apache-2.0

package node

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAVolumeIsReplacedAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "volume")
	write := func(files map[string]file) {
		t.Helper()
		if err := writeAtOnce(dir, files, -1); err != nil {
			t.Fatal(err)
		}
	}
	write(map[string]file{"a": {"1", 0o644}, "sub/b": {"1", 0o600}})
	held, err := filepath.EvalSymlinks(filepath.Join(dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	write(map[string]file{"sub/b": {"2", 0o640}})

	if content, _ := os.ReadFile(filepath.Join(dir, "sub/b")); string(content) != "2" {
		t.Errorf("sub/b is %q", content)
	}
	if info, err := os.Stat(filepath.Join(dir, "sub/b")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("sub/b: %v, %v", info, err)
	}
	for _, gone := range []string{filepath.Join(dir, "a"), held} {
		if _, err := os.Lstat(gone); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", gone, err)
		}
	}
}
