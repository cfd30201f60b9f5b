// SPDX-License-Identifier: Apache-2.0

package keeper

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// Up starts a cluster. In the foreground it returns when the cluster has ended, else with the
// line that says it is ready.
func Up(options Options) (ready string, err error) {
	keeper := exec.Command("/proc/self/exe", append([]string{"keep"}, options.arguments()...)...)
	// A session of its own: what ends this process's group must not end its keeper.
	keeper.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if options.Foreground {
		return "", inForeground(options, keeper)
	}
	return inBackground(keeper)
}

// The keeper ends the cluster when its standard input ends: when ours does, on a signal, or when
// this process is killed.
func inForeground(options Options, keeper *exec.Cmd) error {
	keeper.Stdout, keeper.Stderr = os.Stdout, os.Stderr
	alive, err := keeper.StdinPipe()
	if err != nil {
		return err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	if err := keeper.Start(); err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = alive.Close()
	}()
	go func() {
		<-signals
		_ = alive.Close()
	}()
	err = keeper.Wait()
	if !keeper.ProcessState.Exited() { // killed: nobody cleaned up
		err = errors.Join(err, removeTraces(options.Cluster))
	}
	return err
}

// The keeper gets pipes, not our own output, which it would hold open for as long as it lives.
func inBackground(keeper *exec.Cmd) (string, error) {
	output, err := keeper.StdoutPipe()
	if err != nil {
		return "", err
	}
	complaints, err := keeper.StderrPipe()
	if err != nil {
		return "", err
	}
	if err := keeper.Start(); err != nil {
		return "", err
	}
	told := make(chan struct{})
	go func() {
		defer close(told)
		_, _ = io.Copy(os.Stderr, complaints)
	}()
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		<-told
		return "", fmt.Errorf("the cluster did not start: %w", keeper.Wait())
	}
	return line, nil
}
