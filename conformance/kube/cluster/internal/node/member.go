// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"gatehouse.io/conformance/cluster/internal/container"
)

// member is one container of a pod, through all its restarts.
type member struct {
	worker *worker
	of     *v1.Container

	mutex    sync.Mutex // guards what follows
	state    v1.ContainerState
	last     v1.ContainerState
	restarts int32
	started  bool
	ready    bool
	id       string
	process  int
	spec     container.Spec
}

func newMember(worker *worker, of *v1.Container) *member {
	return &member{worker: worker, of: of, state: waiting("PodInitializing", "")}
}

// A crash is followed by a restart at once, then after pauses that double.
const (
	firstPause   = time.Second
	longestPause = time.Minute
	calmAfter    = 2 * time.Minute
	retryPause   = 500 * time.Millisecond
	// What a container killed without a grace period may still take, and what is left after a long hook.
	leastGrace = 2 * time.Second
)

// live runs the container until the pod is to end or the restart policy says that it is done.
func (m *member) live(ctx context.Context, policy v1.RestartPolicy) {
	pause := time.Duration(0)
	for ctx.Err() == nil {
		began := time.Now()
		code := m.runOnce(ctx)
		if ctx.Err() != nil || policy == v1.RestartPolicyNever || policy == v1.RestartPolicyOnFailure && code == 0 {
			return
		}
		if time.Since(began) > calmAfter {
			pause = 0
		}
		if pause > 0 {
			m.worker.warn("BackOff", fmt.Errorf("Back-off restarting failed container %s", m.of.Name))
			m.set(func() {
				m.last, m.state = m.state, waiting("CrashLoopBackOff", fmt.Sprintf("back-off %s restarting failed container=%s", pause, m.of.Name))
			})
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(max(firstPause, 2*pause), longestPause)
		m.set(func() {
			if m.state.Terminated != nil {
				m.last = m.state
			}
			m.restarts++
		})
	}
}

// runOnce starts the container and waits for its end. Its exit code is that of the command.
func (m *member) runOnce(ctx context.Context) int32 {
	command, output, started := m.start(ctx)
	if !started {
		return 1
	}
	ended := make(chan struct{})
	running, stopProbing := context.WithCancel(context.Background())
	wanted, unwanted := context.WithCancelCause(ctx)
	go func() {
		_ = command.Wait()
		close(ended)
	}()
	go m.afterStart(running, wanted, unwanted)
	select {
	case <-ended:
	case <-wanted.Done():
		m.end(command, ended, m.grace(wanted))
	}
	stopProbing()
	unwanted(nil)
	output.close()
	return m.terminated(command)
}

func (m *member) start(ctx context.Context) (*exec.Cmd, *log, bool) {
	for {
		spec, reason, err := m.prepare()
		if err == nil {
			command, output, failure := m.startProcess(spec)
			if failure == nil {
				return command, output, true
			}
			reason, err = "RunContainerError", failure
		}
		m.worker.warn("Failed", err)
		m.set(func() { m.state = waiting(reason, err.Error()) })
		select {
		case <-ctx.Done():
			return nil, nil, false
		case <-time.After(retryPause):
		}
	}
}

func (m *member) startProcess(spec container.Spec) (*exec.Cmd, *log, error) {
	if err := os.MkdirAll(spec.Layer, 0o755); err != nil {
		return nil, nil, err
	}
	m.mutex.Lock()
	restarts := m.restarts
	m.mutex.Unlock()
	output, err := openLog(m.worker.logFile(m.of.Name, restarts))
	if err != nil {
		return nil, nil, err
	}
	command, err := container.Start(spec, output.stream(), output.stream())
	if err != nil {
		output.close()
		return nil, nil, err
	}
	m.set(func() {
		m.id = fmt.Sprintf("process://%s-%s-%d", m.worker.uid, m.of.Name, restarts)
		m.process, m.spec = command.Process.Pid, spec
		m.state = v1.ContainerState{Running: &v1.ContainerStateRunning{StartedAt: now()}}
	})
	m.worker.tell("Started", "Started container "+m.of.Name)
	return command, output, nil
}

func (m *member) afterStart(running, wanted context.Context, unwanted context.CancelCauseFunc) {
	if m.of.Lifecycle != nil && m.of.Lifecycle.PostStart != nil {
		if err := m.hook(wanted, m.of.Lifecycle.PostStart); err != nil && wanted.Err() == nil {
			m.worker.warn("FailedPostStartHook", err)
			unwanted(err)
			return
		}
	}
	m.keepProbing(running, wanted, func(probe *v1.Probe) {
		m.worker.tell("Killing", fmt.Sprintf("Container %s failed its probe, will be restarted", m.of.Name))
		unwanted(unhealthy{probe})
	})
}

type unhealthy struct{ probe *v1.Probe }

func (unhealthy) Error() string { return "the container is not healthy" }

// grace is the pod's, unless a probe that failed has one of its own.
func (m *member) grace(wanted context.Context) time.Duration {
	if cause, ok := context.Cause(wanted).(unhealthy); ok && cause.probe.TerminationGracePeriodSeconds != nil {
		return time.Duration(*cause.probe.TerminationGracePeriodSeconds) * time.Second
	}
	return m.worker.grace()
}

// end asks the container to end, and kills it when the grace period is over.
func (m *member) end(command *exec.Cmd, ended <-chan struct{}, grace time.Duration) {
	over := time.Now().Add(grace)
	if m.of.Lifecycle != nil && m.of.Lifecycle.PreStop != nil && grace > 0 {
		ctx, cancel := context.WithDeadline(context.Background(), over)
		go func() { // a container that is gone needs no hook
			select {
			case <-ended:
				cancel()
			case <-ctx.Done():
			}
		}()
		if err := m.hook(ctx, m.of.Lifecycle.PreStop); err != nil {
			m.worker.warn("FailedPreStopHook", err)
		}
		cancel()
	}
	_ = command.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(max(time.Until(over), leastGrace)):
		_ = command.Process.Kill()
		<-ended
	}
}

func (m *member) terminated(command *exec.Cmd) int32 {
	code := int32(command.ProcessState.ExitCode())
	if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		code = 128 + int32(status.Signal())
	}
	reason := "Completed"
	if code != 0 {
		reason = "Error"
	}
	_ = os.RemoveAll(m.spec.Layer)
	m.set(func() {
		var since metav1.Time
		if m.state.Running != nil {
			since = m.state.Running.StartedAt
		}
		m.process, m.started, m.ready = 0, false, false
		m.state = v1.ContainerState{Terminated: &v1.ContainerStateTerminated{
			ExitCode: code, Reason: reason, StartedAt: since, FinishedAt: now(), ContainerID: m.id,
		}}
	})
	return code
}

func (m *member) running() (int, container.Spec) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.process, m.spec
}

func (m *member) set(change func()) {
	m.mutex.Lock()
	change()
	m.mutex.Unlock()
	m.worker.changed()
}

func (m *member) layer() string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return filepath.Join(m.worker.node.cluster.Layers(), fmt.Sprintf("%s-%s-%d", m.worker.uid, m.of.Name, m.restarts))
}

func waiting(reason, message string) v1.ContainerState {
	return v1.ContainerState{Waiting: &v1.ContainerStateWaiting{Reason: reason, Message: message}}
}
