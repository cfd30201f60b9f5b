// SPDX-License-Identifier: Apache-2.0

package service

import (
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
)

// front is one listening address of a Service.
type front struct {
	listener net.Listener
	backends atomic.Pointer[[]string]
	accepted atomic.Uint64
}

func open(address netip.AddrPort) (*front, error) {
	listener, err := net.Listen("tcp", address.String())
	if err != nil {
		return nil, err
	}
	front := &front{listener: listener}
	front.backends.Store(&[]string{})
	go front.accept()
	return front, nil
}

// close ends the listening, not the connections.
func (f *front) close() { _ = f.listener.Close() }

func (f *front) accept() {
	for {
		connection, err := f.listener.Accept()
		if err != nil {
			return
		}
		go f.pass(connection.(*net.TCPConn))
	}
}

// The endpoints take turns. One that refuses makes the client's connection fail, as it would without
// something in between.
func (f *front) pass(client *net.TCPConn) {
	backends := *f.backends.Load()
	if len(backends) == 0 {
		abort(client)
		return
	}
	connection, err := net.Dial("tcp", backends[f.accepted.Add(1)%uint64(len(backends))])
	if err != nil {
		abort(client)
		return
	}
	backend := connection.(*net.TCPConn)
	var both sync.WaitGroup
	both.Go(func() { copyAll(client, backend) })
	both.Go(func() { copyAll(backend, client) })
	both.Wait()
	_ = client.Close()
	_ = backend.Close()
}

// What ended well ends half of the connection; what broke ends both at once.
func copyAll(from, to *net.TCPConn) {
	if _, err := io.Copy(to, from); err != nil {
		abort(to)
		abort(from)
		return
	}
	_ = to.CloseWrite()
}

// abort makes the other side see a reset, not an orderly end.
func abort(connection *net.TCPConn) {
	_ = connection.SetLinger(0)
	_ = connection.Close()
}
