// SPDX-License-Identifier: Apache-2.0

// Package node is a kubelet for one machine that stands for all nodes: it runs the containers of
// pods as processes of this machine.
package node

import (
	"context"
	"log/slog"
	"sync"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"

	"gatehouse.io/conformance/cluster/internal/place"
)

// Node runs all pods that are bound to the cluster's nodes.
type Node struct {
	api        kubernetes.Interface
	cluster    place.Cluster
	images     string
	log        *slog.Logger
	events     record.EventRecorder
	sandboxes  sandboxes
	addresses  map[string]string
	configMaps corelisters.ConfigMapLister
	secrets    corelisters.SecretLister
	services   corelisters.ServiceLister

	mutex   sync.Mutex
	workers map[types.UID]*worker
}

// New prepares the node; the informers are to be started after it.
func New(api kubernetes.Interface, cluster place.Cluster, images string, number int, informers informers.SharedInformerFactory, log *slog.Logger) (*Node, error) {
	broadcaster := record.NewBroadcaster()
	broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: api.CoreV1().Events("")})
	core := informers.Core().V1()
	node := &Node{
		api: api, cluster: cluster, images: images, log: log,
		events:     broadcaster.NewRecorder(scheme.Scheme, v1.EventSource{Component: "kubelet", Host: place.NodeName(1)}),
		addresses:  map[string]string{},
		configMaps: core.ConfigMaps().Lister(),
		secrets:    core.Secrets().Lister(),
		services:   core.Services().Lister(),
		workers:    map[types.UID]*worker{},
	}
	for each := 1; each <= number; each++ {
		node.addresses[place.NodeName(each)] = place.NodeAddress(each)
	}
	_, err := core.Pods().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { node.seen(object.(*v1.Pod)) },
		UpdateFunc: func(_, object any) { node.seen(object.(*v1.Pod)) },
		DeleteFunc: node.gone,
	})
	return node, err
}

// Start registers the nodes and serves what the API server asks of them.
func (n *Node) Start(ctx context.Context) error {
	if err := n.serve(); err != nil {
		return err
	}
	for name, address := range n.addresses {
		if err := n.register(ctx, name, address); err != nil {
			return err
		}
		go n.keepRenewing(ctx, name)
	}
	return nil
}

func (n *Node) seen(pod *v1.Pod) {
	if _, ours := n.addresses[pod.Spec.NodeName]; !ours {
		return
	}
	n.mutex.Lock()
	known := n.workers[pod.UID]
	if known == nil {
		known = newWorker(n, pod)
		n.workers[pod.UID] = known
		go func() {
			known.run()
			<-known.forgotten // an update that is still to come must not find a pod unknown
			n.mutex.Lock()
			delete(n.workers, pod.UID)
			n.mutex.Unlock()
		}()
	}
	n.mutex.Unlock()
	known.update(pod)
}

func (n *Node) gone(object any) {
	if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
		object = last.Obj
	}
	if pod, ok := object.(*v1.Pod); ok {
		n.mutex.Lock()
		known := n.workers[pod.UID]
		n.mutex.Unlock()
		if known != nil {
			known.update(nil)
			close(known.forgotten)
		}
	}
}

func (n *Node) addressOf(name string) string { return n.addresses[name] }
