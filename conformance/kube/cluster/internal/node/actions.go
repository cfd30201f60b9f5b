// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"gatehouse.io/conformance/cluster/internal/container"
)

// The actions that probes and lifecycle hooks are made of. Each fails with what a user should read.

func (m *member) execute(ctx context.Context, action *v1.ExecAction) error {
	process, spec := m.running()
	if process == 0 {
		return errors.New("the container does not run")
	}
	command := container.Run(process, spec, action.Command)
	var output strings.Builder
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = command.Process.Kill() })
	defer stop()
	if err := command.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(output.String()))
	}
	return nil
}

// One connection for each request, and certificates are not verified, as a kubelet's probes.
var probes = &http.Client{
	Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
	CheckRedirect: func(request *http.Request, via []*http.Request) error {
		if request.URL.Hostname() != via[0].URL.Hostname() || len(via) >= 10 {
			return http.ErrUseLastResponse
		}
		return nil
	},
}

func (m *member) request(ctx context.Context, action *v1.HTTPGetAction) error {
	address, err := m.address(action.Host, action.Port)
	if err != nil {
		return err
	}
	url := fmt.Sprintf("%s://%s/%s", strings.ToLower(string(action.Scheme)), address, strings.TrimPrefix(action.Path, "/"))
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", "kube-probe/1.36")
	for _, header := range action.HTTPHeaders {
		if strings.EqualFold(header.Name, "Host") {
			request.Host = header.Value
		} else {
			request.Header.Add(header.Name, header.Value)
		}
	}
	response, err := probes.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 10<<10))
	if response.StatusCode < 200 || response.StatusCode >= 400 {
		return fmt.Errorf("HTTP probe failed with statuscode: %d", response.StatusCode)
	}
	return nil
}

func (m *member) connect(ctx context.Context, action *v1.TCPSocketAction) error {
	address, err := m.address(action.Host, action.Port)
	if err != nil {
		return err
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
}

func (m *member) address(host string, port intstr.IntOrString) (string, error) {
	if host == "" {
		host = m.worker.box.address
	}
	if port.Type == intstr.Int {
		return net.JoinHostPort(host, strconv.Itoa(port.IntValue())), nil
	}
	for _, declared := range m.of.Ports {
		if declared.Name == port.StrVal {
			return net.JoinHostPort(host, fmt.Sprint(declared.ContainerPort)), nil
		}
	}
	return "", fmt.Errorf("the container has no port named %q", port.StrVal)
}

func (m *member) probe(ctx context.Context, probe *v1.Probe) error {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(max(1, probe.TimeoutSeconds))*time.Second)
	defer cancel()
	switch {
	case probe.Exec != nil:
		return m.execute(ctx, probe.Exec)
	case probe.HTTPGet != nil:
		return m.request(ctx, probe.HTTPGet)
	case probe.TCPSocket != nil:
		return m.connect(ctx, probe.TCPSocket)
	}
	return errors.New("this kind of probe is not supported by this cluster")
}

func (m *member) hook(ctx context.Context, hook *v1.LifecycleHandler) error {
	switch {
	case hook.Exec != nil:
		return m.execute(ctx, hook.Exec)
	case hook.HTTPGet != nil:
		return m.request(ctx, hook.HTTPGet)
	case hook.Sleep != nil:
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(hook.Sleep.Seconds) * time.Second):
		}
		return nil
	}
	return errors.New("this kind of hook is not supported by this cluster")
}
