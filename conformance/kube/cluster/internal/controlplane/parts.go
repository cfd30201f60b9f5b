// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"fmt"

	"gatehouse.io/conformance/cluster/internal/pki"
	"gatehouse.io/conformance/cluster/internal/place"
)

const (
	etcdClients = "http://127.0.0.1:2379"
	etcdPeers   = "http://127.0.0.1:2380"
	issuer      = "https://kubernetes.default.svc." + place.ClusterDomain
)

// What a cluster that lives for minutes stores need not survive a crash of the machine.
func etcd(cluster place.Cluster) []string {
	return []string{
		"etcd",
		"--data-dir=" + cluster.Etcd(),
		"--unsafe-no-fsync",
		"--listen-client-urls=" + etcdClients,
		"--advertise-client-urls=" + etcdClients,
		"--listen-peer-urls=" + etcdPeers,
		"--initial-advertise-peer-urls=" + etcdPeers,
		"--initial-cluster=default=" + etcdPeers,
		"--log-level=warn",
	}
}

func apiServer(cluster place.Cluster) []string {
	return []string{
		"kube-apiserver",
		"--etcd-servers=" + etcdClients,
		"--advertise-address=" + place.NodeAddress(1),
		fmt.Sprintf("--secure-port=%d", place.APIPort),
		"--service-cluster-ip-range=" + place.ServiceRange,
		"--client-ca-file=" + cluster.Certificate(pki.Authority),
		"--tls-cert-file=" + cluster.Certificate(pki.APIServer),
		"--tls-private-key-file=" + cluster.Key(pki.APIServer),
		"--kubelet-certificate-authority=" + cluster.Certificate(pki.Authority),
		"--kubelet-client-certificate=" + cluster.Certificate(pki.APIServerClient),
		"--kubelet-client-key=" + cluster.Key(pki.APIServerClient),
		"--kubelet-preferred-address-types=InternalIP",
		"--service-account-issuer=" + issuer,
		"--service-account-key-file=" + cluster.Key(pki.ServiceAccounts),
		"--service-account-signing-key-file=" + cluster.Key(pki.ServiceAccounts),
		"--authorization-mode=Node,RBAC",
		"--enable-admission-plugins=NodeRestriction",
		"--allow-privileged",
	}
}

func controllerManager(cluster place.Cluster) []string {
	return append(controller(cluster, "kube-controller-manager", pki.ControllerManager),
		"--use-service-account-credentials",
		"--service-account-private-key-file="+cluster.Key(pki.ServiceAccounts),
		"--root-ca-file="+cluster.Certificate(pki.Authority),
		"--cluster-signing-cert-file="+cluster.Certificate(pki.Authority),
		"--cluster-signing-key-file="+cluster.Key(pki.Authority),
		// No volumes but those of the node itself.
		"--controllers=*,-persistentvolume-binder-controller,-persistentvolume-attach-detach-controller,"+
			"-persistentvolume-expander-controller,-ephemeral-volume-controller",
	)
}

func scheduler(cluster place.Cluster) []string {
	return controller(cluster, "kube-scheduler", pki.Scheduler)
}

func controller(cluster place.Cluster, part, user string) []string {
	kubeconfig := cluster.KubeconfigOf(user)
	return []string{
		part,
		"--kubeconfig=" + kubeconfig,
		"--authentication-kubeconfig=" + kubeconfig,
		"--authorization-kubeconfig=" + kubeconfig,
		"--bind-address=127.0.0.1",
		"--leader-elect=false",
		"--kube-api-qps=500",
		"--kube-api-burst=1000",
	}
}
