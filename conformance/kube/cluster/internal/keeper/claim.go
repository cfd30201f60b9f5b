// SPDX-License-Identifier: Apache-2.0

package keeper

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"gatehouse.io/conformance/cluster/internal/place"
)

// claim makes the cluster's directory, with a file that is locked for as long as the keeper lives
// and holds its process id. What a killed keeper left is removed before.
func claim(cluster place.Cluster) (*os.File, error) {
	if os.Geteuid() != 0 {
		return nil, missing("make namespaces", fmt.Errorf("user id %d", os.Geteuid()))
	}
	if process, err := Running(cluster); err != nil {
		return nil, err
	} else if process != 0 {
		return nil, fmt.Errorf("cluster %s is up already (process %d)", cluster.Name, process)
	}
	if err := removeTraces(cluster); err != nil {
		return nil, err
	}
	for _, dir := range []string{cluster.Logs(), cluster.Pods(), cluster.Layers()} {
		if err := os.MkdirAll(dir, 0o711); err != nil {
			return nil, err
		}
	}
	lock, err := os.Create(cluster.ProcessFile())
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil, fmt.Errorf("another one is starting cluster %s: %w", cluster.Name, err)
	}
	if _, err := fmt.Fprintln(lock, os.Getpid()); err != nil {
		return nil, err
	}
	resolver := fmt.Sprintf("search default.svc.%[1]s svc.%[1]s %[1]s\nnameserver %[2]s\noptions ndots:5\n",
		place.ClusterDomain, place.DNSService)
	return lock, os.WriteFile(cluster.ResolvConf(), []byte(resolver), 0o644)
}

// Running gives the process id of the cluster's keeper, 0 when there is none.
func Running(cluster place.Cluster) (int, error) {
	file, err := os.Open(cluster.ProcessFile())
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer file.Close()
	if unix.Flock(int(file.Fd()), unix.LOCK_SH|unix.LOCK_NB) == nil {
		return 0, nil
	}
	var process int
	if _, err := fmt.Fscan(file, &process); err != nil {
		return 0, fmt.Errorf("cluster %s is starting or ending", cluster.Name)
	}
	return process, nil
}
