// SPDX-License-Identifier: Apache-2.0

package node

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"

	v1 "k8s.io/api/core/v1"

	"gatehouse.io/conformance/cluster/internal/pki"
	"gatehouse.io/conformance/cluster/internal/place"
)

// serve answers the API server, and nobody else, on all nodes' addresses: `kubectl logs`.
func (n *Node) serve() error {
	pair, err := tls.LoadX509KeyPair(n.cluster.Certificate(pki.Kubelet), n.cluster.Key(pki.Kubelet))
	if err != nil {
		return err
	}
	authority, err := os.ReadFile(n.cluster.Certificate(pki.Authority))
	if err != nil {
		return err
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authority)
	listener, err := net.Listen("tcp", fmt.Sprint(":", place.KubeletPort))
	if err != nil {
		return err
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", n.containerLogs)
	routes.HandleFunc("GET /healthz", func(answer http.ResponseWriter, _ *http.Request) { fmt.Fprint(answer, "ok") })
	server := &http.Server{Handler: routes, TLSConfig: &tls.Config{
		Certificates: []tls.Certificate{pair},
		ClientCAs:    clients,
		ClientAuth:   tls.RequireAndVerifyClientCert,
		VerifyConnection: func(state tls.ConnectionState) error {
			if name := state.PeerCertificates[0].Subject.CommonName; name != "kube-apiserver-kubelet-client" {
				return fmt.Errorf("%s may not ask a kubelet", name)
			}
			return nil
		},
	}}
	go func() { n.log.Error("the kubelet's server ended", "error", server.ServeTLS(listener, "", "")) }()
	return nil
}

func (n *Node) containerLogs(answer http.ResponseWriter, request *http.Request) {
	var options v1.PodLogOptions
	if err := readLogOptions(&options, request.URL.Query()); err != nil {
		http.Error(answer, err.Error(), http.StatusBadRequest)
		return
	}
	member := n.member(request.PathValue("namespace"), request.PathValue("pod"), request.PathValue("container"))
	if member == nil {
		http.Error(answer, "no such container runs here", http.StatusNotFound)
		return
	}
	reader, err := member.openLog(options)
	if err != nil {
		http.Error(answer, strings.ReplaceAll(err.Error(), n.cluster.Dir, ""), http.StatusBadRequest)
		return
	}
	defer reader.file.Close()
	answer.Header().Set("Content-Type", "text/plain")
	reader.copyTo(request.Context(), answer)
}

func (n *Node) member(namespace, pod, container string) *member {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	for _, worker := range n.workers {
		if known := worker.pod(); known.Namespace != namespace || known.Name != pod {
			continue
		}
		for _, member := range worker.members {
			if member.of.Name == container {
				return member
			}
		}
	}
	return nil
}
