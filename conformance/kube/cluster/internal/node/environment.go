// SPDX-License-Identifier: Apache-2.0

package node

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"

	"gatehouse.io/conformance/cluster/internal/place"
)

// environment gives a container's variables, sorted. Later ones replace earlier ones: the image's,
// those of Services, envFrom, env.
func (w *worker) environment(container *v1.Container, image image) (map[string]string, error) {
	values := map[string]string{"PATH": os.Getenv("PATH"), "HOSTNAME": w.hostname()}
	maps.Copy(values, image.Environment)
	maps.Copy(values, w.serviceVariables())
	for _, source := range container.EnvFrom {
		if err := w.addAll(values, source); err != nil {
			return nil, err
		}
	}
	for _, variable := range container.Env {
		if variable.ValueFrom == nil {
			values[variable.Name] = expand(variable.Value, values)
			continue
		}
		value, found, err := w.valueFrom(container, variable.ValueFrom)
		if err != nil {
			return nil, fmt.Errorf("variable %s: %w", variable.Name, err)
		}
		if found {
			values[variable.Name] = value
		}
	}
	return values, nil
}

func (w *worker) addAll(values map[string]string, source v1.EnvFromSource) error {
	namespace := w.pod().Namespace
	if reference := source.ConfigMapRef; reference != nil {
		config, err := w.node.configMaps.ConfigMaps(namespace).Get(reference.Name)
		if ignorable(err, reference.Optional) {
			return nil
		} else if err != nil {
			return err
		}
		for key, value := range config.Data {
			values[source.Prefix+key] = value
		}
	}
	if reference := source.SecretRef; reference != nil {
		secret, err := w.node.secrets.Secrets(namespace).Get(reference.Name)
		if ignorable(err, reference.Optional) {
			return nil
		} else if err != nil {
			return err
		}
		for key, value := range secret.Data {
			values[source.Prefix+key] = string(value)
		}
	}
	return nil
}

func (w *worker) valueFrom(container *v1.Container, source *v1.EnvVarSource) (string, bool, error) {
	namespace := w.pod().Namespace
	switch {
	case source.FieldRef != nil:
		value, err := w.field(source.FieldRef.FieldPath)
		return value, true, err
	case source.ResourceFieldRef != nil:
		value, err := resourceField(container, source.ResourceFieldRef)
		return value, true, err
	case source.ConfigMapKeyRef != nil:
		reference := source.ConfigMapKeyRef
		config, err := w.node.configMaps.ConfigMaps(namespace).Get(reference.Name)
		if err != nil {
			return "", false, unlessIgnorable(err, reference.Optional)
		}
		value, found := config.Data[reference.Key]
		return value, found, missingKey(found, reference.Optional, reference.Key, "ConfigMap", reference.Name)
	case source.SecretKeyRef != nil:
		reference := source.SecretKeyRef
		secret, err := w.node.secrets.Secrets(namespace).Get(reference.Name)
		if err != nil {
			return "", false, unlessIgnorable(err, reference.Optional)
		}
		value, found := secret.Data[reference.Key]
		return string(value), found, missingKey(found, reference.Optional, reference.Key, "Secret", reference.Name)
	}
	return "", false, errors.New("this source of a variable is not supported")
}

func missingKey(found bool, optional *bool, key, kind, name string) error {
	if found || optional != nil && *optional {
		return nil
	}
	return fmt.Errorf("couldn't find key %s in %s %s", key, kind, name)
}

func ignorable(err error, optional *bool) bool {
	return apierrors.IsNotFound(err) && optional != nil && *optional
}

func unlessIgnorable(err error, optional *bool) error {
	if ignorable(err, optional) {
		return nil
	}
	return err
}

// serviceVariables are those that every container is given of the Services that exist when it starts.
func (w *worker) serviceVariables() map[string]string {
	values := map[string]string{}
	add := func(service *v1.Service) {
		if service.Spec.ClusterIP == "" || service.Spec.ClusterIP == v1.ClusterIPNone {
			return
		}
		name := variableName(service.Name)
		values[name+"_SERVICE_HOST"] = service.Spec.ClusterIP
		for index, port := range service.Spec.Ports {
			if index == 0 {
				values[name+"_SERVICE_PORT"] = fmt.Sprint(port.Port)
				values[name+"_PORT"] = fmt.Sprintf("%s://%s:%d",
					strings.ToLower(string(port.Protocol)), service.Spec.ClusterIP, port.Port)
			}
			if port.Name != "" {
				values[name+"_SERVICE_PORT_"+variableName(port.Name)] = fmt.Sprint(port.Port)
			}
		}
	}
	if pod := w.pod(); pod.Spec.EnableServiceLinks == nil || *pod.Spec.EnableServiceLinks {
		services, _ := w.node.services.Services(pod.Namespace).List(labels.Everything())
		for _, service := range services {
			add(service)
		}
	}
	values["KUBERNETES_SERVICE_HOST"] = place.APIService
	values["KUBERNETES_SERVICE_PORT"] = "443"
	values["KUBERNETES_SERVICE_PORT_HTTPS"] = "443"
	values["KUBERNETES_PORT"] = "tcp://" + place.APIService + ":443"
	return values
}

func variableName(name string) string {
	return strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

func asList(values map[string]string) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		list = append(list, name+"="+values[name])
	}
	return list
}

// expand replaces $(NAME) by the variable's value; $$ stands for $, an unknown name for itself.
func expand(text string, values map[string]string) string {
	var result strings.Builder
	for {
		before, after, found := strings.Cut(text, "$")
		result.WriteString(before)
		if !found {
			return result.String()
		}
		text = after
		if strings.HasPrefix(text, "$") {
			result.WriteByte('$')
			text = text[1:]
			continue
		}
		name, rest, closed := strings.Cut(strings.TrimPrefix(text, "("), ")")
		if value, known := values[name]; known && closed && strings.HasPrefix(text, "(") {
			result.WriteString(value)
			text = rest
		} else {
			result.WriteByte('$')
		}
	}
}
