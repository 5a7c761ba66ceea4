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
	data, size, err := r.head(blob, limit)
	if err == nil && size > limit {
		err = fmt.Errorf("git object %s: %w", blob, errTooLarge)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// head returns the content of a blob and its size. Of one with more than limit bytes it returns the beginning.
func (r *Repo) head(blob string, limit int64) (data []byte, size int64, err error) {
	if blob == "" || strings.Trim(blob, "0123456789abcdef") != "" {
		return nil, 0, fmt.Errorf("%q is not the hash of an object", blob)
	}
	b := &r.batch
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc == nil {
		p, err := r.start()
		if err != nil {
			return nil, 0, err
		}
		b.proc = p
	}
	data, size, err = b.proc.read(blob, limit)
	if err != nil && err != errMissing {
		// The stream is out of step; the next one to ask begins anew.
		b.proc.in.Close()
		_ = b.proc.cmd.Process.Kill()
		_ = b.proc.cmd.Wait()
		b.proc = nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("git object %s: %w", blob, err)
	}
	return data, size, nil
}

// headBytes is how much is kept of a blob that is too large.
const headBytes = 64 << 10

var (
	errTooLarge = fmt.Errorf("it is too large")
	errMissing  = fmt.Errorf("it is not in this clone")
)

func (p *process) read(blob string, limit int64) (data []byte, size int64, err error) {
	if _, err := io.WriteString(p.in, blob+"\n"); err != nil {
		return nil, 0, err
	}
	header, err := p.out.ReadString('\n')
	if err != nil {
		return nil, 0, err
	}
	fields := strings.Fields(header)
	if len(fields) == 2 && fields[1] == "missing" {
		return nil, 0, errMissing
	}
	if len(fields) != 3 {
		return nil, 0, fmt.Errorf("git answers %q", header)
	}
	size, err = strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 || fields[1] != "blob" {
		return nil, 0, fmt.Errorf("git answers %q", header)
	}
	keep := size
	if size > limit {
		keep = min(limit, headBytes)
	}
	data = make([]byte, keep)
	if _, err := io.ReadFull(p.out, data); err != nil {
		return nil, 0, err
	}
	_, err = io.CopyN(io.Discard, p.out, size-keep+1)
	return data, size, err
}
