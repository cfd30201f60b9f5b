// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"gatehouse.io/conformance/cluster/internal/keeper"
	"gatehouse.io/conformance/cluster/internal/place"
)

const defaultName = "default"

// enter becomes a command inside of a cluster's network, which knows the cluster's names and where
// its API server is.
func enter(arguments, command []string) error {
	name, arguments := takeName(arguments)
	command = append(command, arguments...)
	if len(command) == 0 {
		return errors.New("exec needs a command")
	}
	cluster, err := place.Named(name)
	if err != nil {
		return err
	}
	if process, err := keeper.Running(cluster); err != nil {
		return err
	} else if process == 0 {
		return fmt.Errorf("cluster %s is not up", name)
	}
	runtime.LockOSThread()
	if err := enterNetwork(cluster); err != nil {
		return err
	}
	for variable, value := range map[string]string{
		"KUBECONFIG": cluster.Kubeconfig(),
		"PATH":       filepath.Dir(kubectl()) + ":" + os.Getenv("PATH"),
	} {
		if err := os.Setenv(variable, value); err != nil {
			return err
		}
	}
	file, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	return syscall.Exec(file, command, os.Environ())
}

// The cluster's name comes first, what follows is the command's own.
func takeName(arguments []string) (string, []string) {
	if len(arguments) >= 2 && arguments[0] == "--name" {
		return arguments[1], arguments[2:]
	}
	if len(arguments) >= 1 {
		if name, found := strings.CutPrefix(arguments[0], "--name="); found {
			return name, arguments[1:]
		}
	}
	return defaultName, arguments
}

func enterNetwork(cluster place.Cluster) error {
	network, err := unix.Open(cluster.NetnsFile(), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	if err := unix.Setns(network, unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("enter the cluster's network: %w", err)
	}
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		return err
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_SLAVE, ""); err != nil {
		return err
	}
	resolver, err := filepath.EvalSymlinks("/etc/resolv.conf")
	if err != nil {
		return nil // a machine without one asks no resolver
	}
	return unix.Mount(cluster.ResolvConf(), resolver, "", unix.MS_BIND, "")
}
