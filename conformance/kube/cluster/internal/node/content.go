// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"path/filepath"

	v1 "k8s.io/api/core/v1"
)

// file is one of a volume.
type file struct {
	content string
	mode    int32
}

// content gives the files of a volume that is filled from API objects.
func (w *worker) content(ctx context.Context, volume v1.VolumeSource) (map[string]file, error) {
	files := map[string]file{}
	switch {
	case volume.ConfigMap != nil:
		source := volume.ConfigMap
		return files, w.addConfigMap(files, source.Name, source.Items, source.Optional, *source.DefaultMode)
	case volume.Secret != nil:
		source := volume.Secret
		return files, w.addSecret(files, source.SecretName, source.Items, source.Optional, *source.DefaultMode)
	case volume.DownwardAPI != nil:
		return files, w.addFields(files, volume.DownwardAPI.Items, *volume.DownwardAPI.DefaultMode)
	case volume.Projected == nil:
		return nil, fmt.Errorf("this kind of volume is not supported")
	}
	mode := *volume.Projected.DefaultMode
	for _, source := range volume.Projected.Sources {
		var err error
		switch {
		case source.ConfigMap != nil:
			err = w.addConfigMap(files, source.ConfigMap.Name, source.ConfigMap.Items, source.ConfigMap.Optional, mode)
		case source.Secret != nil:
			err = w.addSecret(files, source.Secret.Name, source.Secret.Items, source.Secret.Optional, mode)
		case source.DownwardAPI != nil:
			err = w.addFields(files, source.DownwardAPI.Items, mode)
		case source.ServiceAccountToken != nil:
			var token string
			token, err = w.tokens.token(ctx, source.ServiceAccountToken)
			files[source.ServiceAccountToken.Path] = file{token, mode}
		default:
			err = fmt.Errorf("this kind of projection is not supported")
		}
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

func (w *worker) addConfigMap(files map[string]file, name string, items []v1.KeyToPath, optional *bool, mode int32) error {
	config, err := w.node.configMaps.ConfigMaps(w.pod().Namespace).Get(name)
	if err != nil {
		return unlessIgnorable(err, optional)
	}
	values := map[string]string{}
	for key, value := range config.Data {
		values[key] = value
	}
	for key, value := range config.BinaryData {
		values[key] = string(value)
	}
	return add(files, values, items, optional, mode, "ConfigMap "+name)
}

func (w *worker) addSecret(files map[string]file, name string, items []v1.KeyToPath, optional *bool, mode int32) error {
	secret, err := w.node.secrets.Secrets(w.pod().Namespace).Get(name)
	if err != nil {
		return unlessIgnorable(err, optional)
	}
	values := map[string]string{}
	for key, value := range secret.Data {
		values[key] = string(value)
	}
	return add(files, values, items, optional, mode, "Secret "+name)
}

// Without items, every key is a file of its name.
func add(files map[string]file, values map[string]string, items []v1.KeyToPath, optional *bool, mode int32, from string) error {
	if len(items) == 0 {
		for key, value := range values {
			files[key] = file{value, mode}
		}
		return nil
	}
	for _, item := range items {
		value, found := values[item.Key]
		if !found && (optional == nil || !*optional) {
			return fmt.Errorf("%s has no key %s", from, item.Key)
		}
		if found {
			files[filepath.Clean(item.Path)] = file{value, orElse(item.Mode, mode)}
		}
	}
	return nil
}

func (w *worker) addFields(files map[string]file, items []v1.DownwardAPIVolumeFile, mode int32) error {
	for _, item := range items {
		var value string
		var err error
		if item.FieldRef != nil {
			value, err = w.field(item.FieldRef.FieldPath)
		} else {
			containers := append(w.pod().Spec.InitContainers, w.pod().Spec.Containers...)
			for _, container := range containers {
				if container.Name == item.ResourceFieldRef.ContainerName {
					value, err = resourceField(&container, item.ResourceFieldRef)
				}
			}
		}
		if err != nil {
			return err
		}
		files[filepath.Clean(item.Path)] = file{value, orElse(item.Mode, mode)}
	}
	return nil
}

func orElse(value *int32, otherwise int32) int32 {
	if value != nil {
		return *value
	}
	return otherwise
}
