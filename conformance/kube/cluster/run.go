// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"

	"gatehouse.io/conformance/cluster/internal/controlplane"
	"gatehouse.io/conformance/cluster/internal/keeper"
	"gatehouse.io/conformance/cluster/internal/node"
	"gatehouse.io/conformance/cluster/internal/pki"
	"gatehouse.io/conformance/cluster/internal/place"
	"gatehouse.io/conformance/cluster/internal/service"
)

// Ready is the line that tells of a cluster that is up.
type Ready struct {
	Name       string `json:"name"`
	Kubeconfig string `json:"kubeconfig"`
	Netns      string `json:"netns"`
	Dir        string `json:"dir"`
	Kubectl    string `json:"kubectl"`
}

// run is the cluster itself, inside of its namespaces. It returns when a part of it has ended.
func run(options keeper.Options) error {
	ctx := context.Background()
	cluster := options.Cluster
	logFile, err := os.Create(filepath.Join(cluster.Logs(), "node.log"))
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(logFile, nil))
	klog.SetSlogLogger(log) // of the API's client; nobody may be left to read our standard error
	if err := debug.SetCrashOutput(logFile, debug.CrashOptions{}); err != nil {
		return err
	}
	if err := pki.Make(cluster); err != nil {
		return err
	}
	api, err := connect(cluster)
	if err != nil {
		return err
	}
	plane, err := controlplane.Start(ctx, cluster, kube(), api)
	if err != nil {
		return err
	}
	if err := startNode(ctx, options, api, log); err != nil {
		return err
	}
	if err := awaitUsable(ctx, api); err != nil {
		return err
	}
	line, err := json.Marshal(Ready{
		Name: cluster.Name, Kubeconfig: cluster.Kubeconfig(), Netns: cluster.Netns(), Dir: cluster.Dir, Kubectl: kubectl(),
	})
	if err != nil {
		return err
	}
	fmt.Println(string(line))
	return <-plane.Ended()
}

func connect(cluster place.Cluster) (kubernetes.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", cluster.KubeconfigOf(pki.Node))
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 1000, 2000
	config.ContentType = "application/vnd.kubernetes.protobuf"
	return kubernetes.NewForConfig(config)
}

func startNode(ctx context.Context, options keeper.Options, api kubernetes.Interface, log *slog.Logger) error {
	shared := informers.NewSharedInformerFactory(api, 0)
	kubelet, err := node.New(api, options.Cluster, options.Images, options.Nodes, shared, log)
	if err != nil {
		return err
	}
	if _, err := service.NewProxy(shared, log); err != nil {
		return err
	}
	if _, err := service.NewLoadBalancers(api, shared, log); err != nil {
		return err
	}
	names := service.NewDNS(shared)
	shared.Start(ctx.Done())
	shared.WaitForCacheSync(ctx.Done())
	if err := names.Start(); err != nil {
		return err
	}
	return kubelet.Start(ctx)
}

// awaitUsable waits for what makes the first `kubectl apply` succeed: the default service account.
func awaitUsable(ctx context.Context, api kubernetes.Interface) error {
	return wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, time.Minute, true,
		func(ctx context.Context) (bool, error) {
			_, err := api.CoreV1().ServiceAccounts("default").Get(ctx, "default", metav1.GetOptions{})
			if apierrors.IsNotFound(err) {
				return false, nil
			}
			return err == nil, err
		})
}

// kube is the control plane's binary, and kubectl's, which the launcher has built.
func kube() string    { return os.Getenv("GATEHOUSE_KUBE") }
func kubectl() string { return filepath.Join(filepath.Dir(kube()), "kubectl") }
