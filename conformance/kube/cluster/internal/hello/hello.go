// SPDX-License-Identifier: Apache-2.0

// Package hello answers as the image nginxdemos/hello:plain-text does.
package hello

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Serve listens on port 80 until it is told to end.
func Serve() error {
	name, err := os.Hostname()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp4", ":80")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		address := request.Context().Value(http.LocalAddrContextKey).(net.Addr)
		moment := time.Now()
		var id [16]byte
		_, _ = rand.Read(id[:])
		answer.Header().Set("Server", "nginx")
		answer.Header().Set("Content-Type", "text/plain")
		answer.Header().Set("Expires", moment.Add(-time.Second).UTC().Format(http.TimeFormat))
		answer.Header().Set("Cache-Control", "no-cache")
		fmt.Fprintf(answer, "Server address: %s\nServer name: %s\nDate: %s\nURI: %s\nRequest ID: %s\n",
			address, name, moment.Format("02/Jan/2006:15:04:05 -0700"), request.RequestURI, hex.EncodeToString(id[:]))
		fmt.Printf("%s \"%s %s %s\" 200\n", request.RemoteAddr, request.Method, request.RequestURI, request.Proto)
	})}
	served := make(chan struct{})
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT)
	go func() {
		<-stop
		_ = server.Shutdown(context.Background())
		close(served)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-served
	return nil
}
