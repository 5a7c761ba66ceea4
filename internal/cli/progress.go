package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/bdma-dev/bdma/internal/report"
)

const (
	// progressAfter is how long a run may take before it says how far it is, and progressEvery how often it says so then.
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
)

// progress is a line on a terminal that says how far a run is. It is written by whoever finishes a unit, so that nothing runs beside the
// run, and it is gone when the run is over.
type progress struct {
	out     io.Writer
	columns int
	now     func() time.Time

	mu      sync.Mutex
	begun   time.Time
	last    time.Time
	written bool
	over    bool
}

// newProgress returns the line, or nil when nobody sits at a terminal.
func newProgress(stderr io.Writer, quiet bool) *progress {
	if quiet || !isTerminal(stderr) || os.Getenv("CI") != "" && os.Getenv("CI") != "false" || os.Getenv("TERM") == "dumb" || os.Getenv("TERM") == "" {
		return nil
	}
	return &progress{out: stderr, columns: terminalWidth(stderr), now: time.Now, begun: time.Now()}
}

// show says how far the run is.
func (p *progress) show(done, all int, unit string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if p.over || now.Sub(p.begun) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.written = now, true
	line := fmt.Sprintf("bdma: %d of %d · %s", done, all, report.Terminal(unit))
	// One column stays free: what fills a line makes some terminals begin the next.
	if text := []rune(line); p.columns > 1 && len(text) > p.columns-1 {
		line = string(text[:p.columns-1])
	}
	fmt.Fprintf(p.out, "\r\x1b[K%s", strings.TrimRight(line, " "))
}

// end takes the line away.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.written {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
