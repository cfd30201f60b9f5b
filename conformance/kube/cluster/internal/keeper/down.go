// SPDX-License-Identifier: Apache-2.0

package keeper

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"gatehouse.io/conformance/cluster/internal/place"
)

const patience = 20 * time.Second

// Down ends a cluster and removes what is left of it, also of one whose keeper was killed.
func Down(cluster place.Cluster) error {
	process, err := Running(cluster)
	if err != nil {
		return err
	}
	if process != 0 {
		if err := unix.Kill(process, unix.SIGTERM); err != nil {
			return err
		}
		for deadline := time.Now().Add(patience); process != 0; {
			if time.Now().After(deadline) {
				return fmt.Errorf("cluster %s did not end (process %d)", cluster.Name, process)
			}
			time.Sleep(20 * time.Millisecond)
			process, _ = Running(cluster)
		}
	}
	return removeTraces(cluster)
}

// All gives the clusters of this machine.
func All() ([]place.Cluster, error) {
	entries, err := os.ReadDir(place.Root())
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var clusters []place.Cluster
	for _, entry := range entries {
		if cluster, err := place.Named(entry.Name()); err == nil {
			clusters = append(clusters, cluster)
		}
	}
	return clusters, nil
}
