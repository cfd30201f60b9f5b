// SPDX-License-Identifier: Apache-2.0

package service

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"

	"gatehouse.io/conformance/cluster/internal/place"
)

// LoadBalancers gives Services of type LoadBalancer an address each, as a cloud's controller would.
type LoadBalancers struct {
	api kubernetes.Interface
	log *slog.Logger

	mutex sync.Mutex
	next  netip.Addr
	held  map[netip.Addr]string
}

// NewLoadBalancers makes the controller, which begins when the informers do.
func NewLoadBalancers(api kubernetes.Interface, informers informers.SharedInformerFactory, log *slog.Logger) (*LoadBalancers, error) {
	balancers := &LoadBalancers{
		api: api, log: log, held: map[netip.Addr]string{},
		next: netip.MustParsePrefix(place.BalancerRange).Addr().Next(),
	}
	_, err := informers.Core().V1().Services().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { balancers.update(object.(*v1.Service)) },
		UpdateFunc: func(_, object any) { balancers.update(object.(*v1.Service)) },
		DeleteFunc: func(object any) {
			if key, err := cache.DeletionHandlingMetaNamespaceKeyFunc(object); err == nil {
				balancers.release(key)
			}
		},
	})
	return balancers, err
}

func (b *LoadBalancers) update(service *v1.Service) {
	key := service.Namespace + "/" + service.Name
	var wanted []v1.LoadBalancerIngress
	if service.Spec.Type == v1.ServiceTypeLoadBalancer && service.Spec.LoadBalancerClass == nil {
		address, err := b.assign(key, service.Spec.LoadBalancerIP)
		if err != nil {
			b.log.Warn("cannot give a Service an address", "service", key, "error", err)
			return
		}
		mode := v1.LoadBalancerIPModeVIP
		wanted = []v1.LoadBalancerIngress{{IP: address.String(), IPMode: &mode}}
	} else {
		b.release(key)
	}
	held := service.Status.LoadBalancer.Ingress
	if len(held) == len(wanted) && (len(held) == 0 || held[0].IP == wanted[0].IP) {
		return
	}
	changed := service.DeepCopy()
	changed.Status.LoadBalancer.Ingress = wanted
	_, err := b.api.CoreV1().Services(service.Namespace).UpdateStatus(context.Background(), changed, metav1.UpdateOptions{})
	if err != nil && !apierrors.IsConflict(err) && !apierrors.IsNotFound(err) { // a newer version comes by itself
		b.log.Warn("cannot write a Service's status", "service", key, "error", err)
	}
}

// assign gives the Service's address: the one it has, the one it asks for, or the next free one.
func (b *LoadBalancers) assign(key, asked string) (netip.Addr, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for address, holder := range b.held {
		if holder == key && (asked == "" || asked == address.String()) {
			return address, nil
		}
	}
	pool := netip.MustParsePrefix(place.BalancerRange)
	if asked != "" {
		address, err := netip.ParseAddr(asked)
		if err != nil || !pool.Contains(address) || b.held[address] != "" {
			return address, errors.New("loadBalancerIP " + asked + " is taken or not of " + place.BalancerRange)
		}
		b.held[address] = key
		return address, nil
	}
	for b.held[b.next] != "" {
		b.next = b.next.Next()
	}
	if !pool.Contains(b.next) {
		return b.next, errors.New("no address is left")
	}
	b.held[b.next] = key
	return b.next, nil
}

func (b *LoadBalancers) release(key string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for address, holder := range b.held {
		if holder == key {
			delete(b.held, address)
		}
	}
}
