package git

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// process is a running "git cat-file --batch".
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (r *Repo) start() (*process, error) {
	// It lives as long as the repository is open, and ends by itself when its input does.
	cmd := r.command(context.Background(), "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &process{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 64<<10)}, nil
}

func (b *batch) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc == nil {
		return nil
	}
	p := b.proc
	b.proc = nil
	p.in.Close()
	_, _ = io.Copy(io.Discard, p.out)
	return p.cmd.Wait()
}

// Read returns the content of a blob of at most limit bytes.
func (r *Repo) Read(blob string, limit int64) ([]byte, error) {
	if blob == "" || strings.Trim(blob, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%q is not the hash of an object", blob)
	}
	b := &r.batch
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc == nil {
		p, err := r.start()
		if err != nil {
			return nil, err
		}
		b.proc = p
	}
	data, err := b.proc.read(blob, limit)
	if err != nil && err != errTooLarge && err != errMissing {
		// The stream is out of step; the next one to ask begins anew.
		b.proc.in.Close()
		_ = b.proc.cmd.Process.Kill()
		_ = b.proc.cmd.Wait()
		b.proc = nil
	}
	if err != nil {
		return nil, fmt.Errorf("git object %s: %w", blob, err)
	}
	return data, nil
}

var (
	errTooLarge = fmt.Errorf("it is too large")
	errMissing  = fmt.Errorf("it is not in this clone")
)

func (p *process) read(blob string, limit int64) ([]byte, error) {
	if _, err := io.WriteString(p.in, blob+"\n"); err != nil {
		return nil, err
	}
	header, err := p.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(header)
	if len(fields) == 2 && fields[1] == "missing" {
		return nil, errMissing
	}
	if len(fields) != 3 {
		return nil, fmt.Errorf("git answers %q", header)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("git answers %q", header)
	}
	if fields[1] != "blob" || size > limit {
		_, err := io.CopyN(io.Discard, p.out, size+1)
		if err == nil {
			err = errTooLarge
		}
		return nil, err
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(p.out, data); err != nil {
		return nil, err
	}
	if _, err := p.out.Discard(1); err != nil {
		return nil, err
	}
	return data, nil
}
