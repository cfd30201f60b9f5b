// SPDX-License-Identifier: Apache-2.0

package node

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAnImageIsFoundByNameAndTag(t *testing.T) {
	table := filepath.Join(t.TempDir(), "images.yaml")
	content := "a/b: {entrypoint: [any]}\na/b:2: {entrypoint: [two]}\nlocalhost:5000/c: {entrypoint: [c]}\n"
	if err := os.WriteFile(table, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, expected := range map[string]string{
		"a/b": "any", "a/b:1": "any", "a/b:2": "two", "a/b@sha256:00": "any", "a/b:1@sha256:00": "any",
		"localhost:5000/c": "c", "localhost:5000/c:1": "c",
	} {
		image, err := findImage(table, name)
		if err != nil || image.Entrypoint[0] != expected {
			t.Errorf("%s is %v (%v) instead of %s", name, image.Entrypoint, err, expected)
		}
	}
	if _, err := findImage(table, "a/other"); err == nil {
		t.Error("an image that is not in the table was found")
	}
}
