// SPDX-License-Identifier: Apache-2.0

package node

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// field gives what a fieldRef names, as the downward API does.
func (w *worker) field(path string) (string, error) {
	pod := w.pod()
	if name, key, found := strings.Cut(strings.TrimSuffix(path, "']"), "['"); found {
		switch name {
		case "metadata.labels":
			return pod.Labels[key], nil
		case "metadata.annotations":
			return pod.Annotations[key], nil
		}
	}
	switch path {
	case "metadata.name":
		return pod.Name, nil
	case "metadata.namespace":
		return pod.Namespace, nil
	case "metadata.uid":
		return string(pod.UID), nil
	case "metadata.labels":
		return lines(pod.Labels), nil
	case "metadata.annotations":
		return lines(pod.Annotations), nil
	case "spec.nodeName":
		return pod.Spec.NodeName, nil
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName, nil
	case "status.podIP", "status.podIPs":
		return w.box.address, nil
	case "status.hostIP", "status.hostIPs":
		return w.hostAddress(), nil
	}
	return "", fmt.Errorf("field %q is not supported", path)
}

func lines(values map[string]string) string {
	var result []string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		result = append(result, fmt.Sprintf("%s=%q", key, values[key]))
	}
	return strings.Join(result, "\n")
}

// resourceField gives a container's request or limit in units of the divisor, rounded up. Without a
// limit it is what the node has.
func resourceField(container *v1.Container, selector *v1.ResourceFieldSelector) (string, error) {
	kind, name, _ := strings.Cut(selector.Resource, ".")
	amounts := container.Resources.Limits
	if kind == "requests" {
		amounts = container.Resources.Requests
	}
	quantity, found := amounts[v1.ResourceName(name)]
	if !found && kind == "limits" {
		quantity, found = capacity()[v1.ResourceName(name)]
	}
	if !found {
		return "0", nil
	}
	divisor := selector.Divisor
	if divisor.IsZero() {
		divisor = resource.MustParse("1")
	}
	if name == string(v1.ResourceCPU) {
		return fmt.Sprint(roundedUp(quantity.MilliValue(), divisor.MilliValue())), nil
	}
	return fmt.Sprint(roundedUp(quantity.Value(), divisor.Value())), nil
}

func roundedUp(value, divisor int64) int64 { return (value + divisor - 1) / divisor }
