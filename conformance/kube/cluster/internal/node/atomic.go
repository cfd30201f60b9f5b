// SPDX-License-Identifier: Apache-2.0

package node

import (
	"os"
	"path/filepath"
	"strings"
)

const current = "..data"

// writeAtOnce replaces a volume's files all at the same moment, laid out as a kubelet does: each is
// a link through ..data, which is a link to a directory that never changes.
func writeAtOnce(dir string, files map[string]file, group int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	version, err := os.MkdirTemp(dir, "..version-")
	if err != nil {
		return err
	}
	if err := os.Chmod(version, 0o755); err != nil {
		return err
	}
	tops := map[string]bool{}
	for path, file := range files {
		if err := writeFile(filepath.Join(version, path), file, group); err != nil {
			return err
		}
		top, _, _ := strings.Cut(path, "/")
		tops[top] = true
	}
	before, _ := os.Readlink(filepath.Join(dir, current))
	next := filepath.Join(dir, "..next")
	if err := os.Symlink(filepath.Base(version), next); err != nil {
		return err
	}
	if err := os.Rename(next, filepath.Join(dir, current)); err != nil {
		return err
	}
	if err := link(dir, tops); err != nil {
		return err
	}
	if before != "" {
		return os.RemoveAll(filepath.Join(dir, before))
	}
	return nil
}

func writeFile(path string, file file, group int) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(file.content), 0o600); err != nil {
		return err
	}
	if group >= 0 {
		if err := os.Chown(path, -1, group); err != nil {
			return err
		}
	}
	return os.Chmod(path, os.FileMode(file.mode))
}

func link(dir string, tops map[string]bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, "..") && !tops[name] {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	for top := range tops {
		if err := os.Symlink(filepath.Join(current, top), filepath.Join(dir, top)); err != nil && !os.IsExist(err) {
			return err
		}
	}
	return nil
}
