// SPDX-License-Identifier: Apache-2.0

package node

import (
	"slices"

	v1 "k8s.io/api/core/v1"
)

// status is what a kubelet would say of the pod, given what the API holds.
func (w *worker) status(before v1.PodStatus) v1.PodStatus {
	pod := w.pod()
	status := *before.DeepCopy()
	status.ObservedGeneration = pod.Generation
	status.HostIP = w.hostAddress()
	status.HostIPs = []v1.HostIP{{IP: status.HostIP}}
	if w.boxed.Load() {
		status.PodIP = w.box.address
		status.PodIPs = []v1.PodIP{{IP: status.PodIP}}
	}
	if status.StartTime == nil {
		moment := now()
		status.StartTime = &moment
	}
	status.InitContainerStatuses, status.ContainerStatuses = nil, nil
	for index, member := range w.members {
		if index < len(pod.Spec.InitContainers) {
			status.InitContainerStatuses = append(status.InitContainerStatuses, member.status(true))
		} else {
			status.ContainerStatuses = append(status.ContainerStatuses, member.status(false))
		}
	}
	status.Phase = w.phase(status)
	w.conditions(&status)
	return status
}

func (w *worker) phase(status v1.PodStatus) v1.PodPhase {
	everStarted, failed := false, false
	for _, container := range status.ContainerStatuses {
		everStarted = everStarted || container.State.Running != nil || container.State.Terminated != nil ||
			container.LastTerminationState.Terminated != nil
		failed = failed || container.State.Terminated != nil && container.State.Terminated.ExitCode != 0
	}
	switch {
	case w.over.Load() && (failed || !w.initialized.Load()):
		return v1.PodFailed
	case w.over.Load():
		return v1.PodSucceeded
	case everStarted:
		return v1.PodRunning
	}
	return v1.PodPending
}

func (w *worker) conditions(status *v1.PodStatus) {
	unready := ""
	for _, container := range append(status.ContainerStatuses, sidecarsOf(w, status)...) {
		if !container.Ready {
			unready = "ContainersNotReady"
		}
	}
	if status.Phase == v1.PodSucceeded {
		unready = "PodCompleted"
	}
	uninitialized := ""
	if !w.initialized.Load() && len(w.pod().Spec.InitContainers) > 0 {
		uninitialized = "ContainersNotInitialized"
	}
	unboxed := ""
	if !w.boxed.Load() || w.over.Load() {
		unboxed = "NoSandbox"
	}
	setCondition(status, v1.PodReadyToStartContainers, unboxed)
	setCondition(status, v1.PodInitialized, uninitialized)
	setCondition(status, v1.ContainersReady, unready)
	for _, gate := range w.pod().Spec.ReadinessGates {
		if unready == "" && !isTrue(status, gate.ConditionType) {
			unready = "ReadinessGatesNotReady"
		}
	}
	setCondition(status, v1.PodReady, unready)
}

func sidecarsOf(w *worker, status *v1.PodStatus) []v1.ContainerStatus {
	var sidecars []v1.ContainerStatus
	for index, container := range status.InitContainerStatuses {
		if isSidecar(w.members[index].of) {
			sidecars = append(sidecars, container)
		}
	}
	return sidecars
}

// The condition is true when there is no reason against it.
func setCondition(status *v1.PodStatus, kind v1.PodConditionType, reason string) {
	condition := v1.PodCondition{Type: kind, Status: v1.ConditionTrue, LastTransitionTime: now(),
		ObservedGeneration: status.ObservedGeneration}
	if reason != "" {
		condition.Status, condition.Reason = v1.ConditionFalse, reason
	}
	index := slices.IndexFunc(status.Conditions, func(c v1.PodCondition) bool { return c.Type == kind })
	if index < 0 {
		status.Conditions = append(status.Conditions, condition)
		return
	}
	if status.Conditions[index].Status == condition.Status {
		condition.LastTransitionTime = status.Conditions[index].LastTransitionTime
	}
	status.Conditions[index] = condition
}

func isTrue(status *v1.PodStatus, kind v1.PodConditionType) bool {
	return slices.ContainsFunc(status.Conditions, func(c v1.PodCondition) bool {
		return c.Type == kind && c.Status == v1.ConditionTrue
	})
}

func (m *member) status(init bool) v1.ContainerStatus {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	started := m.started
	ready := m.ready
	if init && !isSidecar(m.of) {
		ready = m.state.Terminated != nil && m.state.Terminated.ExitCode == 0
	}
	return v1.ContainerStatus{
		Name: m.of.Name, Image: m.of.Image, ImageID: m.of.Image, ContainerID: m.id,
		State: m.state, LastTerminationState: m.last, RestartCount: m.restarts, Ready: ready, Started: &started,
	}
}
