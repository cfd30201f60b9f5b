// SPDX-License-Identifier: Apache-2.0

// Runs Kubernetes clusters on this machine: a real control plane, whose pods are processes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"

	"gatehouse.io/conformance/cluster/internal/container"
	"gatehouse.io/conformance/cluster/internal/hello"
	"gatehouse.io/conformance/cluster/internal/keeper"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "cluster: which of up, down, status, exec, kubectl, apiserver?")
		os.Exit(2)
	}
	err := dispatch(os.Args[1], os.Args[2:])
	var exit *exec.ExitError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.As(err, &exit) && exit.Exited(): // it has told
		os.Exit(exit.ExitCode())
	default:
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

func dispatch(command string, arguments []string) error {
	switch command {
	case "up":
		return up(arguments)
	case "down":
		return down(arguments)
	case "apiserver":
		return apiServer(arguments)
	case "status":
		return status()
	case "exec":
		return enter(arguments, nil)
	case "kubectl":
		return enter(arguments, []string{"kubectl"})
	// What clusters consist of.
	case "keep":
		return withOptions(arguments, keeper.Keep)
	case "first":
		return withOptions(arguments, keeper.First)
	case "run":
		return withOptions(arguments, run)
	case "contain":
		return container.Contain()
	case "hello":
		return hello.Serve()
	}
	return fmt.Errorf("there is no command %q; there are up, down, status, exec, kubectl, apiserver", command)
}

func withOptions(arguments []string, run func(keeper.Options) error) error {
	options, err := keeper.ParseOptions(arguments)
	if err != nil {
		return err
	}
	return run(options)
}
