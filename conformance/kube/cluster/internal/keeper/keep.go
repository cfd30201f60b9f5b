// SPDX-License-Identifier: Apache-2.0

package keeper

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// Keep is the process that outlives nothing of its cluster: it makes namespaces and directory,
// starts the cluster's first process, and removes all when told to end or when that process ends.
func Keep(options Options) error {
	runtime.LockOSThread() // the thread that enters the namespace, and whose end would kill the cluster
	stop := stopping(options.Foreground)
	cluster := options.Cluster
	lock, err := claim(cluster)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := makeNetwork(cluster); err != nil {
		return errors.Join(err, removeTraces(cluster))
	}
	first, err := startFirst(options)
	if err != nil {
		return errors.Join(err, removeTraces(cluster))
	}
	ended := make(chan error, 1)
	go func() { ended <- first.Wait() }()
	select {
	case err = <-ended:
		err = fmt.Errorf("cluster %s ended: %w", cluster.Name, err)
	case <-stop:
		_ = first.Process.Kill() // and with it everything in its process namespace
		<-ended
	}
	return errors.Join(err, removeTraces(cluster))
}

func stopping(whenInputEnds bool) <-chan os.Signal {
	stop := make(chan os.Signal, 2)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	// Who reads our output may leave; that is no reason to end.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	if whenInputEnds {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop <- syscall.SIGTERM
		}()
	}
	return stop
}

func startFirst(options Options) (*exec.Cmd, error) {
	network, err := unix.Open(options.Cluster.NetnsFile(), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer unix.Close(network)
	if err := unix.Setns(network, unix.CLONE_NEWNET); err != nil {
		return nil, missing("enter a network namespace", err)
	}
	first := exec.Command("/proc/self/exe", append([]string{"first"}, options.arguments()...)...)
	first.Stdout, first.Stderr = os.Stdout, os.Stderr
	first.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWPID | unix.CLONE_NEWNS,
		Pdeathsig:  syscall.SIGKILL,
	}
	if err := first.Start(); err != nil {
		return nil, missing("make a process and a mount namespace", err)
	}
	return first, nil
}

func missing(what string, err error) error {
	return fmt.Errorf("this machine does not let us %s (%w): a cluster needs root with CAP_SYS_ADMIN and CAP_NET_ADMIN",
		what, err)
}
