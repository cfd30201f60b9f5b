// SPDX-License-Identifier: Apache-2.0

package keeper

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// First is process 1 of the cluster's process namespace: its end is the end of everything in it.
// It makes the mounts that only the cluster sees, and takes in orphans.
func First(options Options) error {
	for _, mount := range []struct {
		source, target, kind string
		flags                uintptr
	}{
		{"", "/", "", unix.MS_REC | unix.MS_PRIVATE},
		{"proc", "/proc", "proc", 0},
		{"tmpfs", "/run/netns", "tmpfs", 0}, // for the pods' network namespaces
		{"tmpfs", options.Cluster.Layers(), "tmpfs", 0},
	} {
		if err := unix.Mount(mount.source, mount.target, mount.kind, mount.flags, ""); err != nil {
			return missing("mount "+mount.target, err)
		}
	}
	main := exec.Command("/proc/self/exe", append([]string{"run"}, options.arguments()...)...)
	main.Stdout, main.Stderr = os.Stdout, os.Stderr
	if err := main.Start(); err != nil {
		return err
	}
	for {
		var status syscall.WaitStatus
		process, err := syscall.Wait4(-1, &status, 0, nil)
		if err != nil && err != syscall.EINTR {
			return err
		}
		if process == main.Process.Pid {
			return fmt.Errorf("its main process ended with %d", status.ExitStatus())
		}
	}
}
