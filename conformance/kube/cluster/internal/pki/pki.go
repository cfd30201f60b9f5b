// SPDX-License-Identifier: Apache-2.0

// Package pki makes what a control plane needs to trust itself: certificates, the service
// accounts' key, kubeconfigs.
package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"time"

	"gatehouse.io/conformance/cluster/internal/place"
)

// Names of key pairs and kubeconfigs.
const (
	Authority         = "ca"
	APIServer         = "apiserver"
	APIServerClient   = "apiserver-kubelet-client"
	Kubelet           = "kubelet"
	ServiceAccounts   = "service-accounts"
	Admin             = "admin"
	ControllerManager = "controller-manager"
	Scheduler         = "scheduler"
	Node              = "node"
)

type authority struct {
	cluster     place.Cluster
	certificate *x509.Certificate
	key         crypto.Signer
	serial      int64
}

// Make writes all of a new cluster's keys, certificates and kubeconfigs.
func Make(cluster place.Cluster) error {
	if err := os.MkdirAll(cluster.Certificates(), 0o700); err != nil {
		return err
	}
	authority, err := newAuthority(cluster)
	if err != nil {
		return err
	}
	for _, each := range []struct {
		name    string
		subject pkix.Name
		server  bool
	}{
		{APIServer, pkix.Name{CommonName: "kube-apiserver"}, true},
		{Kubelet, pkix.Name{CommonName: "system:node:" + place.NodeName(1), Organization: []string{"system:nodes"}}, true},
		{APIServerClient, pkix.Name{CommonName: "kube-apiserver-kubelet-client", Organization: []string{"system:masters"}}, false},
		{Admin, pkix.Name{CommonName: "kubernetes-admin", Organization: []string{"system:masters"}}, false},
		{ControllerManager, pkix.Name{CommonName: "system:kube-controller-manager"}, false},
		{Scheduler, pkix.Name{CommonName: "system:kube-scheduler"}, false},
		// One process stands for all nodes and for the network, so it may do what all of them may.
		{Node, pkix.Name{CommonName: "gatehouse-node", Organization: []string{"system:masters"}}, false},
	} {
		if err := authority.issue(each.name, each.subject, each.server); err != nil {
			return err
		}
	}
	for _, component := range []string{ControllerManager, Scheduler, Node} {
		if err := writeKubeconfig(cluster, component, cluster.KubeconfigOf(component)); err != nil {
			return err
		}
	}
	if err := writeKubeconfig(cluster, Admin, cluster.Kubeconfig()); err != nil {
		return err
	}
	return makeServiceAccountKey(cluster)
}

func newAuthority(cluster place.Cluster) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "kubernetes"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().AddDate(1, 0, 0),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	if err := writePair(cluster, Authority, der, key); err != nil {
		return nil, err
	}
	return &authority{cluster: cluster, certificate: certificate, key: key, serial: 1}, nil
}

func (a *authority) issue(name string, subject pkix.Name, server bool) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	a.serial++
	template := &x509.Certificate{
		SerialNumber: big.NewInt(a.serial),
		Subject:      subject,
		NotBefore:    a.certificate.NotBefore,
		NotAfter:     a.certificate.NotAfter,
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	if server {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
		template.DNSNames = []string{
			"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
			"kubernetes.default.svc." + place.ClusterDomain,
		}
		template.IPAddresses = []net.IP{net.ParseIP("127.0.0.1"), net.ParseIP(place.APIService)}
		for number := 1; number <= place.MostNodes; number++ {
			template.IPAddresses = append(template.IPAddresses, net.ParseIP(place.NodeAddress(number)))
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return err
	}
	return writePair(a.cluster, name, der, key)
}

// Service account tokens are signed with RSA, as clusters mostly do.
func makeServiceAccountKey(cluster place.Cluster) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	return writeKey(cluster.Key(ServiceAccounts), key)
}

func writePair(cluster place.Cluster, name string, der []byte, key crypto.Signer) error {
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(cluster.Certificate(name), certificate, 0o600); err != nil {
		return err
	}
	return writeKey(cluster.Key(name), key)
}

func writeKey(file string, key crypto.Signer) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600)
}
