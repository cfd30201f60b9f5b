// SPDX-License-Identifier: Apache-2.0

package container

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Contain is the first process of a container, until it becomes the container's command.
func Contain() error {
	runtime.LockOSThread()
	var spec Spec
	input := os.NewFile(3, "spec")
	if err := json.NewDecoder(input).Decode(&spec); err != nil {
		return err
	}
	input.Close()
	if err := enterNetwork(spec.Network); err != nil {
		return err
	}
	if err := enterRoot(spec); err != nil {
		return err
	}
	return become(spec)
}

func enterNetwork(file string) error {
	network, err := unix.Open(file, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	defer unix.Close(network)
	if err := unix.Setns(network, unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("enter %s: %w", file, err)
	}
	// As container runtimes set it: any user may listen on port 80.
	return os.WriteFile("/proc/sys/net/ipv4/ip_unprivileged_port_start", []byte("0"), 0)
}

func become(spec Spec) error {
	if err := unix.Sethostname([]byte(spec.Hostname)); err != nil {
		return err
	}
	if err := os.Chdir(spec.Directory); err != nil {
		return err
	}
	command, err := find(spec.Arguments[0], spec.Environment)
	if err != nil {
		return err
	}
	if spec.NoNewPrivilege {
		if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
			return err
		}
	}
	for _, step := range []func() error{
		func() error { return syscall.Setgroups(spec.Groups) },
		func() error { return syscall.Setgid(spec.Group) },
		func() error { return syscall.Setuid(spec.User) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("become user %d: %w", spec.User, err)
		}
	}
	err = syscall.Exec(command, spec.Arguments, spec.Environment)
	return fmt.Errorf("exec %s: %w", command, err)
}

func find(command string, environment []string) (string, error) {
	if strings.Contains(command, "/") {
		return command, nil
	}
	for _, variable := range environment {
		path, found := strings.CutPrefix(variable, "PATH=")
		if !found {
			continue
		}
		for _, dir := range filepath.SplitList(path) {
			file := filepath.Join(dir, command)
			if unix.Access(file, unix.X_OK) == nil {
				return file, nil
			}
		}
	}
	return "", fmt.Errorf("exec: %q: executable file not found in $PATH", command)
}
