// SPDX-License-Identifier: Apache-2.0

package node

import (
	"fmt"
	"net/netip"
	"os/exec"
	"strings"
	"sync/atomic"

	"gatehouse.io/conformance/cluster/internal/place"
)

// sandbox is a pod's network namespace, attached to the nodes' bridge.
type sandbox struct {
	name    string
	link    string
	address string
}

type sandboxes struct{ made atomic.Int64 }

// No address is given twice: a late packet must not meet another pod.
func (s *sandboxes) add() (sandbox, error) {
	number := s.made.Add(1)
	first := netip.MustParseAddr(place.PodGateway).As4()
	host := int(first[2])<<8 + int(first[3]) + int(number)
	if host >= 0xff00 {
		return sandbox{}, fmt.Errorf("the cluster has had %d pods: no address is left", number)
	}
	box := sandbox{
		name:    fmt.Sprint("pod-", number),
		link:    fmt.Sprint("pod", number),
		address: netip.AddrFrom4([4]byte{first[0], first[1], byte(host >> 8), byte(host)}).String(),
	}
	if err := ip(nil,
		"netns add "+box.name,
		"link add "+box.link+" type veth peer name eth0 netns "+box.name,
		"link set "+box.link+" master pods up",
	); err != nil {
		return box, err
	}
	return box, ip([]string{"-netns", box.name},
		"link set lo up",
		"address add "+box.address+"/17 dev eth0",
		"link set eth0 up",
		"route add default via "+place.PodGateway)
}

func (b sandbox) file() string { return "/run/netns/" + b.name }

func (b sandbox) remove() error {
	return ip(nil, "link delete "+b.link, "netns delete "+b.name)
}

func ip(options []string, batch ...string) error {
	command := exec.Command("ip", append(options, "-batch", "-")...)
	command.Stdin = strings.NewReader(strings.Join(batch, "\n") + "\n")
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("ip: %w: %s", err, output)
	}
	return nil
}
