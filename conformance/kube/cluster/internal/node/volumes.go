// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"

	"gatehouse.io/conformance/cluster/internal/container"
)

// volumes are a pod's directories.
type volumes struct {
	worker  *worker
	dir     string
	written map[string]map[string]file
}

// write makes the volumes, or brings them up to date with the objects that fill them.
func (v *volumes) write(ctx context.Context) error {
	for _, volume := range v.worker.pod().Spec.Volumes {
		dir := filepath.Join(v.dir, volume.Name)
		if volume.HostPath != nil {
			continue
		}
		if volume.EmptyDir != nil {
			if err := v.makeEmpty(dir); err != nil {
				return err
			}
			continue
		}
		files, err := v.worker.content(ctx, volume.VolumeSource)
		if err != nil {
			return fmt.Errorf("volume %s: %w", volume.Name, err)
		}
		files = v.forGroup(files)
		if before, made := v.written[volume.Name]; made && maps.Equal(before, files) {
			continue
		}
		if err := writeAtOnce(dir, files, v.group()); err != nil {
			return fmt.Errorf("volume %s: %w", volume.Name, err)
		}
		v.written[volume.Name] = files
	}
	return nil
}

// keepUpToDate looks at memory only, but for tokens that are about to expire.
func (v *volumes) keepUpToDate(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(500 * time.Millisecond):
			if err := v.write(ctx); err != nil && ctx.Err() == nil {
				v.worker.warn("FailedMount", err) // what was there stays
			}
		}
	}
}

func (v *volumes) makeEmpty(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if group := v.group(); group >= 0 {
		if err := os.Chown(dir, -1, group); err != nil {
			return err
		}
	}
	return os.Chmod(dir, 0o777)
}

// group is the pod's fsGroup, -1 where there is none.
func (v *volumes) group() int {
	if security := v.worker.pod().Spec.SecurityContext; security != nil && security.FSGroup != nil {
		return int(*security.FSGroup)
	}
	return -1
}

// The fsGroup may read what the owner may.
func (v *volumes) forGroup(files map[string]file) map[string]file {
	if v.group() >= 0 {
		for path, file := range files {
			file.mode |= (file.mode & 0o700) >> 3
			files[path] = file
		}
	}
	return files
}

// mounts gives what of the volumes, and of the image, a container sees, the outermost first.
func (v *volumes) mounts(of *v1.Container, image image, values map[string]string) ([]container.Mount, error) {
	var mounts []container.Mount
	for target, source := range image.Mounts {
		mounts = append(mounts, container.Mount{Source: source, Target: target, ReadOnly: true})
	}
	for _, mount := range of.VolumeMounts {
		source := filepath.Join(v.dir, mount.Name)
		for _, volume := range v.worker.pod().Spec.Volumes {
			if volume.Name == mount.Name && volume.HostPath != nil {
				source = volume.HostPath.Path
			}
		}
		sub := mount.SubPath
		if mount.SubPathExpr != "" {
			sub = expand(mount.SubPathExpr, values)
		}
		if sub != "" {
			source = filepath.Join(source, sub)
			if _, err := os.Stat(source); os.IsNotExist(err) {
				if err := os.MkdirAll(source, 0o777); err != nil {
					return nil, err
				}
			}
			var err error
			if source, err = filepath.EvalSymlinks(source); err != nil { // no updates, as on any node
				return nil, err
			}
		}
		mounts = append(mounts, container.Mount{Source: source, Target: mount.MountPath, ReadOnly: mount.ReadOnly})
	}
	slices.SortFunc(mounts, func(a, b container.Mount) int { return len(a.Target) - len(b.Target) })
	return mounts, nil
}
