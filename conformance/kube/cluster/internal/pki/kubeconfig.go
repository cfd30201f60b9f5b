// SPDX-License-Identifier: Apache-2.0

package pki

import (
	"os"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"gatehouse.io/conformance/cluster/internal/place"
)

// Everything is inside the file, so that it may be copied elsewhere.
func writeKubeconfig(cluster place.Cluster, user, file string) error {
	var content [3][]byte
	for index, source := range []string{
		cluster.Certificate(Authority), cluster.Certificate(user), cluster.Key(user),
	} {
		var err error
		if content[index], err = os.ReadFile(source); err != nil {
			return err
		}
	}
	config := api.NewConfig()
	config.Clusters[cluster.Name] = &api.Cluster{
		Server: place.APIServer(), CertificateAuthorityData: content[0],
	}
	config.AuthInfos[user] = &api.AuthInfo{ClientCertificateData: content[1], ClientKeyData: content[2]}
	config.Contexts[cluster.Name] = &api.Context{Cluster: cluster.Name, AuthInfo: user}
	config.CurrentContext = cluster.Name
	return clientcmd.WriteToFile(*config, file)
}
