// SPDX-License-Identifier: Apache-2.0

package container

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// overlay mounts this machine's file systems anew below the layer, each so that writes go to the
// layer. It gives the mounts that were made so, the root first.
func overlay(layer string) ([]string, error) {
	mounts, err := mountsOfThisMachine()
	if err != nil {
		return nil, err
	}
	root := filepath.Join(layer, "root")
	if err := os.Mkdir(root, 0o755); err != nil {
		return nil, err
	}
	var made []string
	for index, path := range mounts {
		target := filepath.Join(root, path)
		info, err := os.Stat(target)
		switch {
		case path == "/proc", path != "/" && contains(path, layer), err != nil: // err: hidden by another
			continue
		case path == "/dev", path == "/sys": // not ours to layer
			err = bind(path, target, false)
		case !info.IsDir():
			err = bind(path, target, true)
		default:
			if err = overlayOne(path, target, filepath.Join(layer, fmt.Sprint(index))); err == nil {
				made = append(made, target)
			} else if path != "/" {
				err = bind(path, target, true) // a file system that cannot be below another
			}
		}
		if err != nil {
			return nil, fmt.Errorf("give the container %s: %w", path, err)
		}
	}
	return made, nil
}

func overlayOne(path, target, layer string) error {
	for _, dir := range []string{layer, layer + "/upper", layer + "/work"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			return err
		}
	}
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s/upper,workdir=%s/work", path, layer, layer)
	return unix.Mount("overlay", target, "overlay", 0, options)
}

// The outermost first; what is below /proc, /dev and /sys comes with these.
func mountsOfThisMachine() ([]string, error) {
	file, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var mounts []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		path := strings.NewReplacer(`\040`, " ", `\134`, `\`).Replace(strings.Fields(lines.Text())[4])
		nested := contains("/run/netns", path)
		for _, whole := range []string{"/proc", "/dev", "/sys"} {
			nested = nested || path != whole && contains(whole, path)
		}
		if !nested && !slices.Contains(mounts, path) {
			mounts = append(mounts, path)
		}
	}
	return mounts, nil
}

func contains(dir, path string) bool {
	return dir == "/" || path == dir || strings.HasPrefix(path, dir+"/")
}

func bind(source, target string, readOnly bool) error {
	if err := unix.Mount(source, target, "", unix.MS_BIND|unix.MS_REC, ""); err != nil || !readOnly {
		return err
	}
	return unix.Mount("", target, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, "")
}
