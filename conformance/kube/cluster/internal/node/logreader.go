// SPDX-License-Identifier: Apache-2.0

package node

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type logReader struct {
	file    *os.File
	options v1.PodLogOptions
	skip    int // lines before the wanted tail
	ended   func() bool
}

func readLogOptions(options *v1.PodLogOptions, query url.Values) error {
	options.Follow = query.Get("follow") == "true"
	options.Previous = query.Get("previous") == "true"
	options.Timestamps = query.Get("timestamps") == "true"
	for name, target := range map[string]**int64{
		"tailLines": &options.TailLines, "limitBytes": &options.LimitBytes, "sinceSeconds": &options.SinceSeconds,
	} {
		if text := query.Get(name); text != "" {
			number, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			*target = &number
		}
	}
	since := time.Time{}
	if text := query.Get("sinceTime"); text != "" {
		var err error
		if since, err = time.Parse(time.RFC3339, text); err != nil {
			return err
		}
	} else if options.SinceSeconds != nil {
		since = time.Now().Add(-time.Duration(*options.SinceSeconds) * time.Second)
	}
	options.SinceTime = &metav1.Time{Time: since}
	return nil
}

func (m *member) openLog(options v1.PodLogOptions) (*logReader, error) {
	m.mutex.Lock()
	restarts := m.restarts
	m.mutex.Unlock()
	if options.Previous {
		restarts--
	}
	file, err := os.Open(m.worker.logFile(m.of.Name, restarts))
	if os.IsNotExist(err) && restarts > 0 && !options.Previous { // waits for its restart
		file, err = os.Open(m.worker.logFile(m.of.Name, restarts-1))
	}
	if err != nil {
		return nil, fmt.Errorf("container %q has no such log (yet): %w", m.of.Name, err)
	}
	reader := &logReader{file: file, options: options, ended: func() bool {
		m.mutex.Lock()
		defer m.mutex.Unlock()
		return m.process == 0 || m.restarts != restarts
	}}
	if options.TailLines != nil {
		content, err := io.ReadAll(file)
		if err != nil {
			return nil, err
		}
		reader.skip = max(0, bytes.Count(content, []byte("\n"))-int(*options.TailLines))
		_, err = file.Seek(0, io.SeekStart)
		return reader, err
	}
	return reader, nil
}

// copyTo ends with the log, or when following, with the container or its reader.
func (r *logReader) copyTo(ctx context.Context, answer http.ResponseWriter) {
	lines := bufio.NewReader(r.file)
	left := int64(1) << 62
	if r.options.LimitBytes != nil {
		left = *r.options.LimitBytes
	}
	var line []byte
	for left > 0 {
		ended := r.ended() // before reading, so that nothing is missed
		part, err := lines.ReadBytes('\n')
		line = append(line, part...)
		if err == nil {
			line = r.wanted(line)
			line = line[:min(int64(len(line)), left)]
			left -= int64(len(line))
			if _, err := answer.Write(line); err != nil {
				return
			}
			line = nil
			continue
		}
		_ = http.NewResponseController(answer).Flush()
		if !r.options.Follow || ended {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (r *logReader) wanted(line []byte) []byte {
	if r.skip > 0 {
		r.skip--
		return nil
	}
	stamp, text, _ := bytes.Cut(line, []byte(" "))
	if moment, err := time.Parse(time.RFC3339Nano, string(stamp)); err == nil && moment.Before(r.options.SinceTime.Time) {
		return nil
	}
	if r.options.Timestamps {
		return line
	}
	return text
}
