// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"runtime"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"gatehouse.io/conformance/cluster/internal/place"
)

const leaseSeconds = 40

// capacity is more than any test asks for: what pods request must not decide whether they run.
func capacity() v1.ResourceList {
	return v1.ResourceList{
		v1.ResourceCPU:              resource.MustParse("64"),
		v1.ResourceMemory:           resource.MustParse("256Gi"),
		v1.ResourceEphemeralStorage: resource.MustParse("1Ti"),
		v1.ResourcePods:             *resource.NewQuantity(place.MaxPodsPerNode, resource.DecimalSI),
	}
}

func (n *Node) register(ctx context.Context, name, address string) error {
	node := &v1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{
			v1.LabelHostname:   name,
			v1.LabelOSStable:   runtime.GOOS,
			v1.LabelArchStable: runtime.GOARCH,
		}},
		Status: v1.NodeStatus{
			Capacity:    capacity(),
			Allocatable: capacity(),
			Addresses: []v1.NodeAddress{
				{Type: v1.NodeInternalIP, Address: address}, {Type: v1.NodeHostName, Address: name},
			},
			DaemonEndpoints: v1.NodeDaemonEndpoints{KubeletEndpoint: v1.DaemonEndpoint{Port: place.KubeletPort}},
			NodeInfo: v1.NodeSystemInfo{
				KubeletVersion: "v1.36.3", OperatingSystem: runtime.GOOS, Architecture: runtime.GOARCH,
				ContainerRuntimeVersion: "process://1", OSImage: "processes of this machine",
			},
			Conditions: []v1.NodeCondition{
				condition(v1.NodeReady, v1.ConditionTrue, "KubeletReady"),
				condition(v1.NodeMemoryPressure, v1.ConditionFalse, "KubeletHasSufficientMemory"),
				condition(v1.NodeDiskPressure, v1.ConditionFalse, "KubeletHasNoDiskPressure"),
				condition(v1.NodePIDPressure, v1.ConditionFalse, "KubeletHasSufficientPID"),
			},
		},
	}
	if _, err := n.api.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("register node %s: %w", name, err)
	}
	return n.renew(ctx, name)
}

func condition(kind v1.NodeConditionType, status v1.ConditionStatus, reason string) v1.NodeCondition {
	return v1.NodeCondition{Type: kind, Status: status, Reason: reason, LastHeartbeatTime: now(), LastTransitionTime: now()}
}

func (n *Node) keepRenewing(ctx context.Context, name string) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(leaseSeconds / 4 * time.Second):
			if err := n.renew(ctx, name); err != nil {
				n.log.Warn("cannot renew a node's lease", "node", name, "error", err)
			}
		}
	}
}

func (n *Node) renew(ctx context.Context, name string) error {
	leases := n.api.CoordinationV1().Leases(v1.NamespaceNodeLease)
	seconds, moment := int32(leaseSeconds), metav1.NowMicro()
	lease, err := leases.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		lease = &coordinationv1.Lease{
			ObjectMeta: metav1.ObjectMeta{Name: name},
			Spec: coordinationv1.LeaseSpec{
				HolderIdentity: &name, LeaseDurationSeconds: &seconds, RenewTime: &moment,
			},
		}
		_, err = leases.Create(ctx, lease, metav1.CreateOptions{})
		return err
	}
	if err != nil {
		return err
	}
	lease.Spec.RenewTime = &moment
	_, err = leases.Update(ctx, lease, metav1.UpdateOptions{})
	return err
}

// now has the precision that the API keeps.
func now() metav1.Time { return metav1.Now().Rfc3339Copy() }
