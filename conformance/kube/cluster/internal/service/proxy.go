// SPDX-License-Identifier: Apache-2.0

// Package service makes Services reachable: their addresses, their names, and addresses for those
// of type LoadBalancer.
package service

import (
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"

	v1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/cache"

	"gatehouse.io/conformance/cluster/internal/place"
)

// Proxy listens on the addresses of Services and passes TCP connections on to endpoints, as
// kube-proxy would. Connections outlast their endpoint's removal; new ones go to ready endpoints. Where
// a Service has none, nothing listens, and who connects is refused.
type Proxy struct {
	services corelisters.ServiceLister
	slices   discoverylisters.EndpointSliceLister
	log      *slog.Logger

	mutex  sync.Mutex
	fronts map[string]map[netip.AddrPort]*front // by Service
}

// NewProxy makes the proxy, which begins when the informers do.
func NewProxy(informers informers.SharedInformerFactory, log *slog.Logger) (*Proxy, error) {
	proxy := &Proxy{
		services: informers.Core().V1().Services().Lister(),
		slices:   informers.Discovery().V1().EndpointSlices().Lister(),
		log:      log,
		fronts:   map[string]map[netip.AddrPort]*front{},
	}
	return proxy, watch(informers, proxy.update)
}

// watch calls `changed` with namespace and name of each Service that may have changed.
func watch(informers informers.SharedInformerFactory, changed func(namespace, name string)) error {
	service := func(object any) {
		if key, err := cache.DeletionHandlingMetaNamespaceKeyFunc(object); err == nil {
			namespace, name, _ := cache.SplitMetaNamespaceKey(key)
			changed(namespace, name)
		}
	}
	slice := func(object any) {
		if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
			object = last.Obj
		}
		if slice, ok := object.(*discoveryv1.EndpointSlice); ok {
			changed(slice.Namespace, slice.Labels[discoveryv1.LabelServiceName])
		}
	}
	for informer, handle := range map[cache.SharedIndexInformer]func(any){
		informers.Core().V1().Services().Informer():            service,
		informers.Discovery().V1().EndpointSlices().Informer(): slice,
	} {
		if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc: handle, DeleteFunc: handle, UpdateFunc: func(_, object any) { handle(object) },
		}); err != nil {
			return err
		}
	}
	return nil
}

func (p *Proxy) update(namespace, name string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	wanted := map[netip.AddrPort][]string{}
	if service, err := p.services.Services(namespace).Get(name); err == nil {
		for _, port := range service.Spec.Ports {
			if port.Protocol != v1.ProtocolTCP {
				continue
			}
			if backends := p.backends(service, port.Name); len(backends) > 0 {
				for _, address := range addresses(service, port) {
					wanted[address] = backends
				}
			}
		}
	}
	key := namespace + "/" + name
	known := p.fronts[key]
	if known == nil {
		known = map[netip.AddrPort]*front{}
		p.fronts[key] = known
	}
	for address, front := range known {
		if _, still := wanted[address]; !still {
			front.close()
			delete(known, address)
		}
	}
	for address, backends := range wanted {
		if known[address] == nil {
			opened, err := open(address)
			if err != nil {
				p.log.Warn("cannot listen for a Service", "service", key, "error", err)
				continue
			}
			known[address] = opened
		}
		known[address].backends.Store(&backends)
	}
	if len(known) == 0 {
		delete(p.fronts, key)
	}
}

// addresses are where a port of the Service is to be reached.
func addresses(service *v1.Service, port v1.ServicePort) []netip.AddrPort {
	texts := slices.Concat(service.Spec.ClusterIPs, service.Spec.ExternalIPs)
	for _, ingress := range service.Status.LoadBalancer.Ingress {
		texts = append(texts, ingress.IP)
	}
	var result []netip.AddrPort
	add := func(text string, port int32) {
		if address, err := netip.ParseAddr(text); err == nil { // "None" is no address
			result = append(result, netip.AddrPortFrom(address, uint16(port)))
		}
	}
	for _, text := range texts {
		add(text, port.Port)
	}
	if port.NodePort != 0 {
		for number := 1; number <= place.MostNodes; number++ {
			add(place.NodeAddress(number), port.NodePort)
		}
	}
	return result
}

// backends are the ready endpoints; without any, those that are ending but still serve.
func (p *Proxy) backends(service *v1.Service, port string) []string {
	var ready, ending []string
	for _, slice := range slicesOf(p.slices, service) {
		number := portOf(slice, port)
		if number == "" {
			continue
		}
		for _, endpoint := range slice.Endpoints {
			conditions := endpoint.Conditions
			for _, address := range endpoint.Addresses {
				switch backend := net.JoinHostPort(address, number); {
				case isSetOrAbsent(conditions.Ready):
					ready = append(ready, backend)
				case isSetOrAbsent(conditions.Serving) && conditions.Terminating != nil && *conditions.Terminating:
					ending = append(ending, backend)
				}
			}
		}
	}
	if len(ready) == 0 {
		ready = ending
	}
	slices.Sort(ready)
	return slices.Compact(ready)
}

func slicesOf(lister discoverylisters.EndpointSliceLister, service *v1.Service) []*discoveryv1.EndpointSlice {
	found, _ := lister.EndpointSlices(service.Namespace).List(
		labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: service.Name}))
	return found
}

func portOf(slice *discoveryv1.EndpointSlice, name string) string {
	for _, port := range slice.Ports {
		if port.Name != nil && *port.Name == name && port.Port != nil {
			return strconv.Itoa(int(*port.Port))
		}
	}
	return ""
}

func isSetOrAbsent(condition *bool) bool { return condition == nil || *condition }
