// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"time"

	v1 "k8s.io/api/core/v1"
)

// keepProbing runs a container's probes until it has ended. The start-up probe holds up the others;
// liveness is no question any more once the pod is being terminated.
func (m *member) keepProbing(running, wanted context.Context, unhealthy func(*v1.Probe)) {
	if probe := m.of.StartupProbe; probe != nil {
		if !m.untilStarted(wanted, probe, unhealthy) {
			return
		}
	}
	m.set(func() { m.started, m.ready = m.process != 0, m.process != 0 && m.of.ReadinessProbe == nil })
	if probe := m.of.ReadinessProbe; probe != nil {
		go m.repeat(running, probe, "Readiness", func(healthy bool) bool {
			m.set(func() { m.ready = healthy && m.process != 0 })
			return true
		})
	}
	if probe := m.of.LivenessProbe; probe != nil {
		go m.repeat(wanted, probe, "Liveness", func(healthy bool) bool {
			if !healthy {
				unhealthy(probe)
			}
			return healthy
		})
	}
}

func (m *member) untilStarted(ctx context.Context, probe *v1.Probe, unhealthy func(*v1.Probe)) (started bool) {
	m.repeat(ctx, probe, "Startup", func(healthy bool) bool {
		started = healthy
		if !healthy {
			unhealthy(probe)
		}
		return false
	})
	return started && ctx.Err() == nil
}

// repeat tells each verdict: as many equal results in a row as the probe's thresholds ask for.
// It ends when `verdict` does not want more.
func (m *member) repeat(ctx context.Context, probe *v1.Probe, kind string, verdict func(healthy bool) bool) {
	pause := time.Duration(probe.InitialDelaySeconds) * time.Second
	var successes, failures int32
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = time.Duration(max(1, probe.PeriodSeconds)) * time.Second
		err := m.probe(ctx, probe)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			successes, failures = successes+1, 0
			if successes >= max(1, probe.SuccessThreshold) && !verdict(true) {
				return
			}
			continue
		}
		m.worker.warn("Unhealthy", fmt.Errorf("%s probe failed: %w", kind, err))
		successes, failures = 0, failures+1
		if failures >= max(1, probe.FailureThreshold) && !verdict(false) {
			return
		}
	}
}
