// SPDX-License-Identifier: Apache-2.0

// Package place says where a cluster's files are, and which names and addresses it has.
package place

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// Addresses inside a cluster's network namespace. The lower half of 10.244.0.0/16 is left to
// whoever runs processes in the namespace by hand; pods are in the upper half.
const (
	ByHandRange    = "10.244.0.0/17"
	PodRange       = "10.244.128.0/17"
	PodGateway     = "10.244.128.1"
	ServiceRange   = "10.96.0.0/16"
	APIService     = "10.96.0.1"
	DNSService     = "10.96.0.10"
	BalancerRange  = "172.30.0.0/16"
	ClusterDomain  = "cluster.local"
	APIPort        = 6443
	KubeletPort    = 10250
	MostNodes      = 9
	MaxPodsPerNode = 500
)

var allowedName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$`)

// Cluster is one cluster's place on this machine.
type Cluster struct {
	Name string
	Dir  string
}

// Root is where all clusters are. It is fixed, so that one command finds what another started.
func Root() string {
	if dir := os.Getenv("GATEHOUSE_CLUSTERS"); dir != "" {
		return dir
	}
	return "/run/gatehouse-clusters"
}

// Named gives the place of the cluster of that name, which need not exist.
func Named(name string) (Cluster, error) {
	if !allowedName.MatchString(name) {
		return Cluster{}, fmt.Errorf("%q cannot name a cluster: up to 40 of a-z, 0-9 and - are allowed", name)
	}
	return Cluster{Name: name, Dir: filepath.Join(Root(), name)}, nil
}

// Netns is the name of the network namespace, as `ip netns` lists it.
func (c Cluster) Netns() string { return "gatehouse-" + c.Name }

// NetnsFile is what holds the network namespace.
func (c Cluster) NetnsFile() string { return "/run/netns/" + c.Netns() }

func (c Cluster) Kubeconfig() string   { return c.file("kubeconfig") }
func (c Cluster) Certificates() string { return c.file("certificates") }
func (c Cluster) Logs() string         { return c.file("logs") }
func (c Cluster) Etcd() string         { return c.file("etcd") }
func (c Cluster) Pods() string         { return c.file("pods") }
func (c Cluster) ResolvConf() string   { return c.file("resolv.conf") }

// ProcessFile holds the process id of the cluster's keeper.
func (c Cluster) ProcessFile() string { return c.file("process") }

// APIServerAway is there for as long as the API server is not to run.
func (c Cluster) APIServerAway() string { return c.file("apiserver-away") }

// Layers is a file system in memory for what containers write to their root.
func (c Cluster) Layers() string { return c.file("layers") }

// Certificate and Key are a key pair's files.
func (c Cluster) Certificate(of string) string { return filepath.Join(c.Certificates(), of+".crt") }
func (c Cluster) Key(of string) string         { return filepath.Join(c.Certificates(), of+".key") }

// KubeconfigOf is a control plane component's.
func (c Cluster) KubeconfigOf(component string) string {
	return filepath.Join(c.Certificates(), component+".kubeconfig")
}

func (c Cluster) file(name string) string { return filepath.Join(c.Dir, name) }

// NodeName and NodeAddress are those of the cluster's node, counted from 1.
func NodeName(number int) string    { return fmt.Sprintf("node-%d", number) }
func NodeAddress(number int) string { return fmt.Sprintf("172.18.0.%d", number+1) }

// APIServer is where the API server listens.
func APIServer() string { return fmt.Sprintf("https://%s:%d", NodeAddress(1), APIPort) }
