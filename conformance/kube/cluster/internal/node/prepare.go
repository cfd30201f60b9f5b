// SPDX-License-Identifier: Apache-2.0

package node

import (
	"fmt"

	"gatehouse.io/conformance/cluster/internal/container"
)

// prepare says what is to run; where it cannot, with the reason that a kubelet gives.
func (m *member) prepare() (container.Spec, string, error) {
	image, err := findImage(m.worker.node.images, m.of.Image)
	if err != nil {
		return container.Spec{}, "ErrImagePull", err
	}
	spec := container.Spec{
		Layer:    m.layer(),
		Network:  m.worker.box.file(),
		Hostname: m.worker.hostname(),
		Files:    m.worker.files(),
		User:     image.User,
		Group:    image.User,
	}
	if err := m.secure(&spec); err != nil {
		return spec, "CreateContainerConfigError", err
	}
	values, err := m.worker.environment(m.of, image)
	if err != nil {
		return spec, "CreateContainerConfigError", err
	}
	if _, found := values["HOME"]; !found {
		values["HOME"] = "/"
		if spec.User == 0 {
			values["HOME"] = "/root"
		}
	}
	spec.Environment = asList(values)
	values["POD_IP"] = m.worker.box.address // for the table of images
	spec.Arguments = m.arguments(image, values)
	if len(spec.Arguments) == 0 {
		return spec, "CreateContainerError", fmt.Errorf("no command specified")
	}
	spec.Directory = "/"
	for _, dir := range []string{image.WorkingDirectory, m.of.WorkingDir} {
		if dir != "" {
			spec.Directory = dir
		}
	}
	if spec.Mounts, err = m.worker.volumes.mounts(m.of, image, values); err != nil {
		return spec, "CreateContainerConfigError", err
	}
	return spec, "", nil
}

// The image's command stands for nothing once the pod has a command of its own.
func (m *member) arguments(image image, values map[string]string) []string {
	command, arguments := image.Entrypoint, image.Command
	if len(m.of.Command) > 0 {
		command, arguments = m.of.Command, nil
	}
	if len(m.of.Args) > 0 {
		arguments = m.of.Args
	}
	var result []string
	for _, list := range [][]string{command, arguments} {
		for _, argument := range list {
			result = append(result, expand(argument, values))
		}
	}
	return result
}

func (m *member) secure(spec *container.Spec) error {
	mustNotBeRoot := false
	apply := func(user, group *int64, nonRoot *bool) {
		if user != nil {
			spec.User = int(*user)
		}
		if group != nil {
			spec.Group = int(*group)
		}
		if nonRoot != nil {
			mustNotBeRoot = *nonRoot
		}
	}
	if pod := m.worker.pod().Spec.SecurityContext; pod != nil {
		apply(pod.RunAsUser, pod.RunAsGroup, pod.RunAsNonRoot)
		for _, group := range pod.SupplementalGroups {
			spec.Groups = append(spec.Groups, int(group))
		}
		if pod.FSGroup != nil {
			spec.Groups = append(spec.Groups, int(*pod.FSGroup))
		}
	}
	if own := m.of.SecurityContext; own != nil {
		apply(own.RunAsUser, own.RunAsGroup, own.RunAsNonRoot)
		spec.ReadOnlyRoot = own.ReadOnlyRootFilesystem != nil && *own.ReadOnlyRootFilesystem
		spec.NoNewPrivilege = own.AllowPrivilegeEscalation != nil && !*own.AllowPrivilegeEscalation
	}
	if mustNotBeRoot && spec.User == 0 {
		return fmt.Errorf("container has runAsNonRoot and image will run as root (container: %s)", m.of.Name)
	}
	return nil
}
