// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"gatehouse.io/conformance/cluster/internal/place"
)

const lingering = 5 * time.Second

// worker lives one pod's life.
type worker struct {
	node    *Node
	uid     types.UID
	latest  atomic.Pointer[v1.Pod]
	box     sandbox
	volumes *volumes
	tokens  *tokens
	members []*member // init containers first

	ending context.Context // done as soon as the pod is to end
	end    context.CancelFunc
	dirty  chan struct{}
	told   sync.Map // of warnings, the last message by reason

	boxed, initialized, over atomic.Bool
	forgotten                chan struct{} // closed when the API has no such pod any more
}

func newWorker(node *Node, pod *v1.Pod) *worker {
	w := &worker{node: node, uid: pod.UID, dirty: make(chan struct{}, 1), forgotten: make(chan struct{})}
	w.latest.Store(pod)
	w.ending, w.end = context.WithCancel(context.Background())
	w.tokens = &tokens{api: node.api, pod: pod, held: map[string]heldToken{}}
	w.volumes = &volumes{worker: w, dir: filepath.Join(w.dir(), "volumes"), written: map[string]map[string]file{}}
	for index := range pod.Spec.InitContainers {
		w.members = append(w.members, newMember(w, &pod.Spec.InitContainers[index]))
	}
	for index := range pod.Spec.Containers {
		w.members = append(w.members, newMember(w, &pod.Spec.Containers[index]))
	}
	return w
}

// update takes in a newer version of the pod; nil when it is gone from the API.
func (w *worker) update(pod *v1.Pod) {
	if pod != nil {
		w.latest.Store(pod)
	}
	if pod == nil || pod.DeletionTimestamp != nil {
		w.end()
	}
	w.changed()
}

// run returns when nothing of the pod is left.
func (w *worker) run() {
	published := make(chan struct{})
	go func() {
		defer close(published)
		w.keepPublishing()
	}()
	if w.setUp() {
		upToDate, stop := context.WithCancel(context.Background())
		go w.volumes.keepUpToDate(upToDate)
		w.runContainers()
		stop()
	}
	w.over.Store(true)
	w.changed()
	<-published         // ends when the pod may go from the API
	if w.boxed.Load() { // who still connects is refused for a while, not left without an answer
		time.AfterFunc(lingering, func() {
			if err := w.box.remove(); err != nil {
				w.node.log.Warn("cannot remove a pod's network", "pod", w.pod().Name, "error", err)
			}
		})
	}
	_ = os.RemoveAll(w.dir())
}

// setUp tries again until it succeeds or the pod is to end.
func (w *worker) setUp() bool {
	for w.ending.Err() == nil {
		reason, err := w.trySetUp()
		if err == nil {
			return true
		}
		if w.ending.Err() == nil {
			w.warn(reason, err)
		}
		select {
		case <-w.ending.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
	return false
}

func (w *worker) trySetUp() (reason string, err error) {
	if !w.boxed.Load() {
		box, err := w.node.sandboxes.add()
		if err != nil {
			_ = box.remove()
			return "FailedCreatePodSandBox", err
		}
		w.box = box
		w.boxed.Store(true)
		w.changed()
	}
	return "FailedMount", w.volumes.write(w.ending)
}

// runContainers runs the init containers one after the other, then the others together. An init
// container that is restarted always is a sidecar: it ends after all others.
func (w *worker) runContainers() {
	pod := w.pod()
	sidecars, stopSidecars := context.WithCancel(context.Background())
	var running, accompanying sync.WaitGroup
	initialized := true
	for _, member := range w.members[:len(pod.Spec.InitContainers)] {
		if isSidecar(member.of) {
			accompanying.Go(func() { member.live(sidecars, v1.RestartPolicyAlways) })
			initialized = w.await(member.hasStarted)
		} else {
			policy := pod.Spec.RestartPolicy
			if policy == v1.RestartPolicyAlways {
				policy = v1.RestartPolicyOnFailure
			}
			member.live(w.ending, policy)
			initialized = member.succeeded()
		}
		if !initialized {
			break
		}
	}
	if initialized && w.ending.Err() == nil {
		w.initialized.Store(true)
		for _, member := range w.members[len(pod.Spec.InitContainers):] {
			running.Go(func() { member.live(w.ending, pod.Spec.RestartPolicy) })
		}
	}
	running.Wait()
	stopSidecars()
	accompanying.Wait()
}

func (w *worker) await(condition func() bool) bool {
	for !condition() {
		select {
		case <-w.ending.Done():
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
	return true
}

func isSidecar(container *v1.Container) bool {
	return container.RestartPolicy != nil && *container.RestartPolicy == v1.ContainerRestartPolicyAlways
}

func (m *member) hasStarted() bool {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.started
}

func (m *member) succeeded() bool {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.state.Terminated != nil && m.state.Terminated.ExitCode == 0
}

func (w *worker) pod() *v1.Pod { return w.latest.Load() }

func (w *worker) dir() string { return filepath.Join(w.node.cluster.Pods(), string(w.uid)) }

func (w *worker) changed() {
	select {
	case w.dirty <- struct{}{}:
	default:
	}
}

func (w *worker) grace() time.Duration {
	if pod := w.pod(); pod.DeletionGracePeriodSeconds != nil {
		return time.Duration(*pod.DeletionGracePeriodSeconds) * time.Second
	} else if pod.Spec.TerminationGracePeriodSeconds != nil {
		return time.Duration(*pod.Spec.TerminationGracePeriodSeconds) * time.Second
	}
	return 30 * time.Second
}

func (w *worker) hostname() string {
	if hostname := w.pod().Spec.Hostname; hostname != "" {
		return hostname
	}
	return w.pod().Name
}

func (w *worker) hostAddress() string { return w.node.addressOf(w.pod().Spec.NodeName) }

// files are those that differ in every pod.
func (w *worker) files() map[string]string {
	hosts := fmt.Sprintf("127.0.0.1\tlocalhost\n%s\t%s\n", w.box.address, w.hostname())
	for _, alias := range w.pod().Spec.HostAliases {
		for _, name := range alias.Hostnames {
			hosts += alias.IP + "\t" + name + "\n"
		}
	}
	return map[string]string{
		"/etc/hostname": w.hostname() + "\n",
		"/etc/hosts":    hosts,
		"/etc/resolv.conf": fmt.Sprintf("search %[1]s.svc.%[2]s svc.%[2]s %[2]s\nnameserver %[3]s\noptions ndots:5\n",
			w.pod().Namespace, place.ClusterDomain, place.DNSService),
	}
}

func (w *worker) tell(reason, message string) {
	w.node.events.Event(w.pod(), v1.EventTypeNormal, reason, message)
}

// warn says the same thing once.
func (w *worker) warn(reason string, err error) {
	if before, _ := w.told.Swap(reason, err.Error()); before != err.Error() {
		w.node.events.Event(w.pod(), v1.EventTypeWarning, reason, err.Error())
	}
}
