// SPDX-License-Identifier: Apache-2.0

// Package container runs one process in namespaces of its own, as container runtimes do. Its root
// is a layer over this machine's files: what it writes goes to the layer and with it.
package container

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// Spec says what to run, and with what around it.
type Spec struct {
	Layer          string // an empty directory of a file system in memory
	Network        string // file of a network namespace
	Hostname       string
	Arguments      []string
	Environment    []string
	Directory      string
	User, Group    int
	Groups         []int
	NoNewPrivilege bool
	ReadOnlyRoot   bool
	Files          map[string]string // what replaces files of this machine, such as /etc/hosts
	Mounts         []Mount
}

// Mount is a file or directory of this machine at a path of the container.
type Mount struct {
	Source, Target string
	ReadOnly       bool
}

// Start starts the container. Killing its process kills all in it.
func Start(spec Spec, output, complaints io.Writer) (*exec.Cmd, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	command := exec.Command("/proc/self/exe", "contain")
	command.Stdout, command.Stderr = output, complaints
	command.ExtraFiles = []*os.File{read}
	command.Env = []string{}
	command.SysProcAttr = &syscall.SysProcAttr{
		Setsid:     true,
		Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC,
	}
	if err := command.Start(); err != nil {
		write.Close()
		return nil, err
	}
	go func() {
		defer write.Close()
		_ = json.NewEncoder(write).Encode(spec) // read to the end by a process that lives, or by none
	}()
	return command, nil
}

// Run runs a command inside of a running container.
func Run(process int, spec Spec, arguments []string) *exec.Cmd {
	inside := []string{
		"--target", fmt.Sprint(process), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd",
		"--setgid", fmt.Sprint(spec.Group), "--setuid", fmt.Sprint(spec.User), "--",
	}
	command := exec.Command("nsenter", append(inside, arguments...)...)
	command.Env = spec.Environment
	command.WaitDelay = 1e9
	return command
}
