// SPDX-License-Identifier: Apache-2.0

package node

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// log is a container's output, one line each with its time: `2026-01-02T03:04:05.678901234Z text`.
type log struct {
	mutex   sync.Mutex
	file    *os.File
	streams []*stream
}

type stream struct {
	log     *log
	partial []byte
}

func (w *worker) logFile(container string, restarts int32) string {
	return filepath.Join(w.dir(), "logs", container, fmt.Sprint(restarts, ".log"))
}

func openLog(file string) (*log, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	opened, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	return &log{file: opened}, err
}

func (l *log) stream() io.Writer {
	stream := &stream{log: l}
	l.streams = append(l.streams, stream)
	return stream
}

// Write takes whole lines to the file and keeps what has no end yet.
func (s *stream) Write(content []byte) (int, error) {
	s.log.mutex.Lock()
	defer s.log.mutex.Unlock()
	s.partial = append(s.partial, content...)
	for {
		end := bytes.IndexByte(s.partial, '\n')
		if end < 0 {
			return len(content), nil
		}
		s.log.writeLine(s.partial[:end])
		s.partial = s.partial[end+1:]
	}
}

func (l *log) writeLine(line []byte) {
	_, _ = fmt.Fprintf(l.file, "%s %s\n", time.Now().UTC().Format("2006-01-02T15:04:05.000000000Z07:00"), line)
}

func (l *log) close() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, stream := range l.streams {
		if len(stream.partial) > 0 {
			l.writeLine(stream.partial)
			stream.partial = nil
		}
	}
	_ = l.file.Close()
}
