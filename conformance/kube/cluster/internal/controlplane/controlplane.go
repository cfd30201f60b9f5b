// SPDX-License-Identifier: Apache-2.0

// Package controlplane runs etcd, the API server, the controllers and the scheduler.
package controlplane

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"

	"gatehouse.io/conformance/cluster/internal/place"
)

// ControlPlane is the running processes.
type ControlPlane struct {
	cluster place.Cluster
	binary  string
	ended   chan error
}

// Start starts all parts and returns as soon as the API server is ready.
// The binary's first argument says which part runs.
func Start(ctx context.Context, cluster place.Cluster, binary string, api kubernetes.Interface) (*ControlPlane, error) {
	plane := &ControlPlane{cluster: cluster, binary: binary, ended: make(chan error, 4)}
	if err := plane.start(etcd(cluster)); err != nil {
		return nil, err
	}
	if err := plane.startAPIServer(); err != nil {
		return nil, err
	}
	if err := plane.awaitReady(ctx, api); err != nil {
		return nil, err
	}
	for _, part := range [][]string{controllerManager(cluster), scheduler(cluster)} {
		if err := plane.start(part); err != nil {
			return nil, err
		}
	}
	return plane, nil
}

// Ended tells of a part that has ended, which none does by itself.
func (p *ControlPlane) Ended() <-chan error { return p.ended }

func (p *ControlPlane) start(part []string) error {
	command, err := p.command(part)
	if err != nil {
		return err
	}
	go func() { p.tellEnd(part, command.Wait()) }()
	return nil
}

// command is the started process.
func (p *ControlPlane) command(part []string) (*exec.Cmd, error) {
	log, err := os.OpenFile(p.log(part), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	command := exec.Command(p.binary, part...)
	command.Stdout, command.Stderr = log, log
	return command, command.Start()
}

func (p *ControlPlane) log(part []string) string {
	return filepath.Join(p.cluster.Logs(), part[0]+".log")
}

func (p *ControlPlane) tellEnd(part []string, err error) {
	p.ended <- fmt.Errorf("%s ended: %v; its last words:\n%s", part[0], err, lastWords(p.log(part)))
}

func (p *ControlPlane) awaitReady(ctx context.Context, api kubernetes.Interface) error {
	var last error
	err := wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 3*time.Minute, true,
		func(ctx context.Context) (bool, error) {
			select {
			case err := <-p.ended:
				return false, err
			default:
				_, last = api.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
				return last == nil, nil
			}
		})
	if wait.Interrupted(err) {
		return fmt.Errorf("the API server is not ready: %w", last)
	}
	return err
}

func lastWords(file string) string {
	const most = 2000
	content, _ := os.ReadFile(file)
	if len(content) > most {
		content = content[len(content)-most:]
	}
	return string(content)
}
