// SPDX-License-Identifier: Apache-2.0

package keeper

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"gatehouse.io/conformance/cluster/internal/place"
)

// makeNetwork makes the namespace that stands for the cluster's nodes: a bridge that pods are
// attached to, and the ranges whose addresses anything in it may listen on.
func makeNetwork(cluster place.Cluster) error {
	if output, err := exec.Command("ip", "netns", "add", cluster.Netns()).CombinedOutput(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return errors.New("the command ip (iproute2) is not installed")
		}
		return missing("make a network namespace", firstLine(output))
	}
	var batch strings.Builder
	line := func(format string, arguments ...any) { fmt.Fprintf(&batch, format+"\n", arguments...) }
	line("link set lo up")
	for _, addresses := range []string{place.ByHandRange, place.ServiceRange, place.BalancerRange} {
		line("route add local %s dev lo", addresses)
	}
	for number := 1; number <= place.MostNodes; number++ {
		line("address add %s/32 dev lo", place.NodeAddress(number))
	}
	line("link add pods type bridge")
	line("address add %s/17 dev pods", place.PodGateway)
	line("link set pods up")
	command := exec.Command("ip", "-netns", cluster.Netns(), "-batch", "-")
	command.Stdin = strings.NewReader(batch.String())
	if output, err := command.CombinedOutput(); err != nil {
		return missing("set up a network namespace with a bridge", firstLine(output))
	}
	return nil
}

func firstLine(output []byte) error {
	line, _, _ := strings.Cut(strings.TrimSpace(string(output)), "\n")
	return errors.New(line)
}

// removeTraces removes what a cluster has outside of its processes. Nothing of it may run any more.
func removeTraces(cluster place.Cluster) error {
	var err error
	if _, missing := os.Stat(cluster.NetnsFile()); missing == nil {
		if output, failure := exec.Command("ip", "netns", "delete", cluster.Netns()).CombinedOutput(); failure != nil {
			err = fmt.Errorf("cannot delete network namespace %s: %s", cluster.Netns(), output)
		}
	}
	err = errors.Join(err, os.RemoveAll(cluster.Dir))
	_ = os.Remove(place.Root()) // where it was the last one
	return err
}
