// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"os"
	"time"
)

const look = 20 * time.Millisecond

// startAPIServer starts it for good: it is killed when a file says that it is to be away, and
// started anew when that file is gone.
func (p *ControlPlane) startAPIServer() error {
	part := apiServer(p.cluster)
	command, err := p.command(part)
	if err != nil {
		return err
	}
	go func() {
		for {
			ended := make(chan error, 1)
			go func() { ended <- command.Wait() }()
			if err, byItself := p.untilAway(ended); byItself {
				p.tellEnd(part, err)
				return
			}
			_ = command.Process.Kill()
			<-ended
			for p.isAway() {
				time.Sleep(look)
			}
			if command, err = p.command(part); err != nil {
				p.tellEnd(part, err)
				return
			}
		}
	}()
	return nil
}

func (p *ControlPlane) untilAway(ended <-chan error) (err error, byItself bool) {
	for !p.isAway() {
		select {
		case err := <-ended:
			return err, true
		case <-time.After(look):
		}
	}
	return nil, false
}

func (p *ControlPlane) isAway() bool {
	_, err := os.Stat(p.cluster.APIServerAway())
	return err == nil
}
