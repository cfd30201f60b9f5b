// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"time"

	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// keepPublishing writes the pod's status whenever it changes. It returns when the pod has ended and,
// once somebody deleted it, is gone from the API.
func (w *worker) keepPublishing() {
	ctx := context.Background()
	for range w.dirty {
		for {
			gone, err := w.publish(ctx)
			if gone {
				return
			}
			if err == nil {
				break
			}
			if !apierrors.IsConflict(err) {
				w.node.log.Warn("cannot write a pod's status", "pod", w.pod().Name, "error", err)
				time.Sleep(retryPause)
			}
		}
	}
}

func (w *worker) publish(ctx context.Context) (gone bool, err error) {
	over := w.over.Load() // before the status is read: what is deleted has said its last
	known := w.pod()
	pods := w.node.api.CoreV1().Pods(known.Namespace)
	pod, err := pods.Get(ctx, known.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) || err == nil && pod.UID != w.uid {
		w.end() // somebody deleted it by force; its processes may still be ending
		return w.over.Load(), nil
	}
	if err != nil {
		return false, err
	}
	if status := w.status(pod.Status); !apiequality.Semantic.DeepEqual(status, pod.Status) {
		pod.Status = status
		pod, err = pods.UpdateStatus(ctx, pod, metav1.UpdateOptions{})
		if apierrors.IsNotFound(err) { // just deleted: we shall be told
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	if !over || pod.DeletionTimestamp == nil {
		return false, nil
	}
	now := int64(0)
	err = pods.Delete(ctx, pod.Name, metav1.DeleteOptions{
		GracePeriodSeconds: &now, Preconditions: &metav1.Preconditions{UID: &w.uid},
	})
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) { // another pod has the name by now
		err = nil
	}
	return err == nil, err
}
