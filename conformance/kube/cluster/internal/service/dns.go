// SPDX-License-Identifier: Apache-2.0

package service

import (
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"

	"golang.org/x/net/dns/dnsmessage"

	"gatehouse.io/conformance/cluster/internal/place"
)

const dnsSeconds = 5

// DNS answers for names of Services. It knows no names outside of the cluster.
type DNS struct {
	services corelisters.ServiceLister
	slices   discoverylisters.EndpointSliceLister
}

// NewDNS makes the server.
func NewDNS(informers informers.SharedInformerFactory) *DNS {
	return &DNS{
		services: informers.Core().V1().Services().Lister(),
		slices:   informers.Discovery().V1().EndpointSlices().Lister(),
	}
}

// Start serves on the address that pods' resolv.conf names.
func (d *DNS) Start() error {
	address := net.JoinHostPort(place.DNSService, "53")
	packets, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go d.servePackets(packets)
	go d.serveConnections(listener)
	return nil
}

func (d *DNS) servePackets(packets net.PacketConn) {
	question := make([]byte, 4096)
	for {
		length, from, err := packets.ReadFrom(question)
		if err != nil {
			return
		}
		if answer := d.answer(question[:length]); answer != nil {
			_, _ = packets.WriteTo(answer, from)
		}
	}
}

func (d *DNS) serveConnections(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer connection.Close()
			for length := make([]byte, 2); ; {
				if _, err := io.ReadFull(connection, length); err != nil {
					return
				}
				question := make([]byte, binary.BigEndian.Uint16(length))
				if _, err := io.ReadFull(connection, question); err != nil {
					return
				}
				answer := d.answer(question)
				if _, err := connection.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...)); err != nil {
					return
				}
			}
		}()
	}
}

func (d *DNS) answer(packet []byte) []byte {
	var parser dnsmessage.Parser
	header, err := parser.Start(packet)
	if err != nil {
		return nil
	}
	question, err := parser.Question()
	if err != nil {
		return nil
	}
	answer := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: header.ID, Response: true, Authoritative: true, RecursionDesired: header.RecursionDesired, RecursionAvailable: true},
		Questions: []dnsmessage.Question{question},
	}
	addresses, alias, found := d.lookUp(strings.ToLower(question.Name.String()))
	if !found {
		answer.RCode = dnsmessage.RCodeNameError
	}
	record := dnsmessage.ResourceHeader{Name: question.Name, Class: dnsmessage.ClassINET, TTL: dnsSeconds}
	if name, err := dnsmessage.NewName(alias); alias != "" && err == nil {
		answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: record, Body: &dnsmessage.CNAMEResource{CNAME: name}})
		record.Name = name
	}
	if question.Type == dnsmessage.TypeA {
		for _, address := range addresses {
			answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: record, Body: &dnsmessage.AResource{A: address.As4()}})
		}
	}
	packed, err := answer.Pack()
	if err != nil {
		return nil
	}
	return packed
}

// lookUp knows `service.namespace.svc.cluster.local.` and, of headless Services,
// `pod-hostname.service.namespace.svc.cluster.local.`
func (d *DNS) lookUp(name string) (addresses []netip.Addr, alias string, found bool) {
	name, inCluster := strings.CutSuffix(name, ".svc."+place.ClusterDomain+".")
	labels := strings.Split(name, ".")
	if !inCluster || len(labels) < 2 || len(labels) > 3 {
		return nil, "", false
	}
	host, labels := strings.Join(labels[:len(labels)-2], ""), labels[len(labels)-2:]
	service, err := d.services.Services(labels[1]).Get(labels[0])
	if err != nil {
		return nil, "", false
	}
	if service.Spec.Type == v1.ServiceTypeExternalName {
		alias := strings.TrimSuffix(service.Spec.ExternalName, ".") + "."
		addresses, _, _ := d.lookUp(strings.ToLower(alias))
		return addresses, alias, host == ""
	}
	if address, err := netip.ParseAddr(service.Spec.ClusterIP); err == nil && host == "" {
		return []netip.Addr{address}, "", true
	}
	for _, slice := range slicesOf(d.slices, service) {
		for _, endpoint := range slice.Endpoints {
			named := endpoint.Hostname != nil && *endpoint.Hostname == host
			if !isSetOrAbsent(endpoint.Conditions.Ready) || host != "" && !named {
				continue
			}
			for _, text := range endpoint.Addresses {
				if address, err := netip.ParseAddr(text); err == nil && address.Is4() {
					addresses = append(addresses, address)
				}
			}
		}
	}
	return addresses, "", host == "" || len(addresses) > 0
}
