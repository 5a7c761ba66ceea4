//go:build unix

package source_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// Opening a named pipe waits for whoever writes to it, which may be for ever.
func TestReadDoesNotWaitForAPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if _, err := tree.Read("pipe", source.MaxConfig); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
		t.Errorf("Read: %v", err)
	}
}
