// SPDX-License-Identifier: Apache-2.0

package node

import (
	"fmt"
	"maps"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

// image is what stands for a container image: a command of this machine.
type image struct {
	Entrypoint       []string          `json:"entrypoint"`       // what the pod's `command` replaces
	Command          []string          `json:"command"`          // what the pod's `args` replaces
	Environment      map[string]string `json:"env"`              //
	WorkingDirectory string            `json:"workingDirectory"` //
	User             int               `json:"user"`             //
	Mounts           map[string]string `json:"mounts"`           // path in the image → path on this machine
}

// builtIn are the images that need no table.
func builtIn() map[string]image {
	self, _ := os.Executable()
	hello := image{Entrypoint: []string{self, "hello"}}
	return map[string]image{"nginxdemos/hello": hello, "docker.io/nginxdemos/hello": hello}
}

// findImage reads the table anew each time: what was missing may be added while a pod waits for it.
// An entry with a tag counts before one without.
func findImage(table, name string) (image, error) {
	images := builtIn()
	if table != "" {
		content, err := os.ReadFile(table)
		if err != nil {
			return image{}, err
		}
		written := map[string]image{}
		if err := yaml.UnmarshalStrict(content, &written); err != nil {
			return image{}, fmt.Errorf("%s: %w", table, err)
		}
		maps.Copy(images, written)
	}
	if found, ok := images[name]; ok {
		return found, nil
	}
	untagged, _, _ := strings.Cut(name, "@")
	if colon := strings.LastIndex(untagged, ":"); colon > strings.LastIndex(untagged, "/") {
		untagged = untagged[:colon]
	}
	if found, ok := images[untagged]; ok {
		return found, nil
	}
	return image{}, fmt.Errorf("no command stands for image %q in the table of images (%s)", name, table)
}
