// SPDX-License-Identifier: Apache-2.0

package container

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// enterRoot puts a container's root together and goes there. What is mounted into it is taken
// hold of before and given its place after, since the root's symbolic links count only inside.
func enterRoot(spec Spec) error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	trees, err := takeTrees(spec.Mounts)
	if err != nil {
		return err
	}
	layers, err := overlay(spec.Layer)
	if err != nil {
		return err
	}
	root := layers[0]
	if err := unix.Mount("proc", filepath.Join(root, "proc"), "proc", 0, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	if err := pivot(root); err != nil {
		return err
	}
	if err := fill(spec); err != nil {
		return err
	}
	for index, mount := range spec.Mounts {
		if err := mount.place(trees[index]); err != nil {
			return fmt.Errorf("mount %s: %w", mount.Target, err)
		}
	}
	if spec.ReadOnlyRoot {
		for _, layer := range layers {
			path := filepath.Join("/", layer[len(root):])
			if err := unix.Mount("", path, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, ""); err != nil {
				return fmt.Errorf("make %s read-only: %w", path, err)
			}
		}
	}
	return nil
}

func pivot(root string) error {
	if err := os.Chdir(root); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("unmount the old root: %w", err)
	}
	return os.Chdir("/")
}

// fill writes to the container's layer what an image would bring.
func fill(spec Spec) error {
	for file, content := range spec.Files {
		_ = os.Remove(file) // often a symbolic link
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(spec.Directory, 0o755); err != nil {
		return err
	}
	if spec.User == 0 {
		return nil
	}
	// What this machine keeps from others in root's home, such as a JDK, an image would have elsewhere.
	if err := os.Chmod("/root", 0o755); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

func takeTrees(mounts []Mount) ([]int, error) {
	var trees []int
	for _, mount := range mounts {
		tree, err := unix.OpenTree(unix.AT_FDCWD, mount.Source,
			unix.OPEN_TREE_CLONE|unix.OPEN_TREE_CLOEXEC|unix.AT_RECURSIVE)
		if err != nil {
			return nil, fmt.Errorf("mount %s: %s: %w", mount.Target, mount.Source, err)
		}
		trees = append(trees, tree)
	}
	return trees, nil
}

func (m Mount) place(tree int) error {
	var kind unix.Stat_t
	if err := unix.Fstat(tree, &kind); err != nil {
		return err
	}
	if kind.Mode&unix.S_IFMT == unix.S_IFDIR {
		if err := os.MkdirAll(m.Target, 0o755); err != nil {
			return err
		}
	} else {
		if err := os.MkdirAll(filepath.Dir(m.Target), 0o755); err != nil {
			return err
		}
		file, err := os.OpenFile(m.Target, os.O_CREATE, 0o644)
		if err != nil {
			return err
		}
		file.Close()
	}
	if err := unix.MoveMount(tree, "", unix.AT_FDCWD, m.Target, unix.MOVE_MOUNT_F_EMPTY_PATH|unix.MOVE_MOUNT_T_SYMLINKS); err != nil {
		return err
	}
	if !m.ReadOnly {
		return nil
	}
	return unix.Mount("", m.Target, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, "")
}
