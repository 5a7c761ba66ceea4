package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// FileDiff is what a change did to one file that exists after it.
type FileDiff struct {
	// Path is relative to the folder of the repository that was opened. OldPath is the path before a rename, else empty.
	Path, OldPath string
	// New says that the file did not exist.
	New bool
	// Added are the lines that were added or modified, as they are numbered after the change, in ascending order.
	Added []Lines
}

// Lines is a range of lines, both ends included.
type Lines struct{ First, Last int }

// Limits on what a change may amount to.
const (
	maxPatch      = 4 << 30 // bytes that git may answer; they are not kept
	maxDiffFiles  = 200_000
	maxDiffRanges = 4_000_000
)

// Diff returns what was done to files between a commit and HEAD, sorted by path.
func (r *Repo) Diff(ctx context.Context, from string) ([]FileDiff, error) {
	if from == "" || strings.Trim(from, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%q is not the hash of a commit", from)
	}
	head, err := r.Head(ctx)
	if err != nil {
		return nil, err
	}
	return r.diff(ctx, nil, "diff-tree", "-r", from, head)
}

// StagedDiff returns what the next commit would do to files: the index compared with HEAD, sorted by path.
func (r *Repo) StagedDiff(ctx context.Context) ([]FileDiff, error) {
	head, err := r.Head(ctx)
	if err != nil {
		return nil, err
	}
	return r.StagedSince(ctx, head)
}

// StagedSince returns what was done to files between a commit and the index, sorted by path.
func (r *Repo) StagedSince(ctx context.Context, from string) ([]FileDiff, error) {
	if !isHash(from) {
		return nil, fmt.Errorf("%q is not the hash of a commit", from)
	}
	return r.diff(ctx, r.hookIndex(ctx), "diff-index", "--cached", "--ita-invisible-in-index", from)
}

// hookIndex returns the environment that names the index of the commit that is being made: for "git commit -a" and "git commit
// FILE", git makes one of its own, and tells the hook. One that is not in the folder that git keeps for this repository is
// another's.
func (r *Repo) hookIndex(ctx context.Context) []string {
	index := os.Getenv("GIT_INDEX_FILE")
	if index == "" {
		return nil
	}
	out, err := r.run(ctx, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return nil
	}
	if !filepath.IsAbs(index) {
		top := strings.TrimSuffix(filepath.ToSlash(r.dir)+"/", r.prefix)
		index = filepath.Join(filepath.FromSlash(top), index) // hooks run there, and so does what the path is relative to
	}
	rel, err := filepath.Rel(strings.TrimSuffix(string(out), "\n"), index)
	if err != nil || !filepath.IsLocal(rel) {
		return nil
	}
	return []string{"GIT_INDEX_FILE=" + index}
}

// diffOptions have git write the same patch whatever the user's configuration and the attributes of the repository say, of
// which the latter come from strangers: they name no program that would be run, and cannot hide a file by calling it
// binary.
var diffOptions = []string{
	"-p", "-U0", "-M", "-l1000", "--text", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--full-index",
	"--ignore-submodules=all", "--inter-hunk-context=0", "--diff-algorithm=myers", "--indent-heuristic",
	"--src-prefix=a/", "--dst-prefix=b/",
}

func (r *Repo) diff(ctx context.Context, env []string, command string, args ...string) ([]FileDiff, error) {
	p := patch{prefix: r.prefix}
	err := r.stream(ctx, p.read, env, slices.Concat([]string{"-c", "core.quotePath=true", command}, diffOptions, args, []string{"--"})...)
	if err != nil {
		if text := err.Error(); strings.Contains(text, "unable to read") || strings.Contains(text, "promisor") || strings.Contains(text, "missing blob") {
			return nil, &Error{"this clone does not have the contents of the files before the change", "git fetch --refetch --no-filter; in GitHub Actions, give actions/checkout no filter"}
		}
		return nil, err
	}
	slices.SortFunc(p.files, func(a, b FileDiff) int { return strings.Compare(a.Path, b.Path) })
	return p.files, nil
}

// stream runs git, with some variables more, and lets f read what it writes.
func (r *Repo) stream(ctx context.Context, f func(io.Reader) error, env []string, args ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.command(ctx, args...)
	cmd.Env = append(cmd.Env, env...)
	stderr := &limited{limit: maxError, drop: true}
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	limited := &io.LimitedReader{R: out, N: maxPatch}
	err = f(limited)
	if err == nil && limited.N <= 0 {
		err = errTooMuch
	}
	if err != nil {
		cancel()
	}
	waited := cmd.Wait()
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case waited == nil:
		return nil
	}
	if text := strings.TrimSpace(stderr.String()); text != "" {
		return fmt.Errorf("git: %s", text)
	}
	return fmt.Errorf("git: %w", waited)
}

// patch reads a patch without context: of each file its names and the numbers of its lines. Contents are passed over by
// their counts, so that no content is taken for a header.
type patch struct {
	prefix string
	files  []FileDiff
	ranges int

	current FileDiff
	open    bool
	gone    bool // the file does not exist after the change
	regular bool
}

var errPatch = errors.New("git writes a patch that makes no sense")

func (p *patch) read(in io.Reader) error {
	r := bufio.NewReaderSize(in, 256<<10)
	for {
		line, err := headerLine(r)
		if err == io.EOF {
			return p.end()
		}
		if err != nil {
			return err
		}
		switch text := string(line); {
		case strings.HasPrefix(text, "diff --git "):
			if err := p.end(); err != nil {
				return err
			}
			p.current, p.open, p.gone, p.regular = FileDiff{}, true, false, true
		case !p.open:
			// A commit's name or a remark stands before the first file.
		case strings.HasPrefix(text, "new file mode "):
			p.current.New = true
			p.regular = isRegular(text)
		case strings.HasPrefix(text, "new mode "):
			p.regular = isRegular(text)
		case strings.HasPrefix(text, "index ") && strings.Contains(text, " "):
			if fields := strings.Fields(text); len(fields) == 3 {
				p.regular = strings.HasPrefix(fields[2], "100")
			}
		case strings.HasPrefix(text, "deleted file mode "):
			p.gone = true
		case strings.HasPrefix(text, "rename from "):
			p.current.OldPath = p.name(text[len("rename from "):], "")
		case strings.HasPrefix(text, "rename to "):
			p.current.Path = p.name(text[len("rename to "):], "")
		case strings.HasPrefix(text, "+++ "):
			if name := text[len("+++ "):]; name != "/dev/null" {
				p.current.Path = p.name(strings.TrimSuffix(name, "\t"), "b/")
			}
		case strings.HasPrefix(text, "@@ -"):
			if err := p.hunk(r, text); err != nil {
				return err
			}
		}
	}
}

func isRegular(text string) bool {
	return strings.HasPrefix(text[strings.LastIndexByte(text, ' ')+1:], "100")
}

// headerLine reads a line that is not content. Names have a limit; what follows a hunk's numbers has none, and is not needed.
func headerLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		line = bytes.Clone(line[:1<<10])
		return line, passLine(r)
	}
	if err == io.EOF && len(line) > 0 {
		err = nil
	}
	return bytes.TrimSuffix(line, []byte("\n")), err
}

// passLine reads to the end of a line.
func passLine(r *bufio.Reader) error {
	for {
		_, err := r.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF {
			return nil
		}
		return err
	}
}

// hunk reads "@@ -3,2 +5,4 @@ …" and passes over the lines that it announces.
func (p *patch) hunk(r *bufio.Reader, text string) error {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return errPatch
	}
	_, removed, ok1 := announced(fields[1], '-')
	first, added, ok2 := announced(fields[2], '+')
	if !ok1 || !ok2 {
		return errPatch
	}
	if added > 0 {
		if p.ranges++; p.ranges > maxDiffRanges {
			return errTooMuch
		}
		p.current.Added = append(p.current.Added, Lines{First: first, Last: first + added - 1})
	}
	for range removed + added {
		b, err := r.ReadByte()
		if err != nil {
			return errPatch
		}
		if b != '+' && b != '-' {
			return errPatch
		}
		if err := passLine(r); err != nil {
			return err
		}
		// "\ No newline at end of file" belongs to the line before it.
		if next, err := r.Peek(1); err == nil && next[0] == '\\' {
			if err := passLine(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// announced reads "-3,2", in which a count of one is left out.
func announced(field string, sign byte) (first, count int, ok bool) {
	if field == "" || field[0] != sign {
		return 0, 0, false
	}
	a, b, has := strings.Cut(field[1:], ",")
	first, err := strconv.Atoi(a)
	count = 1
	if err == nil && has {
		count, err = strconv.Atoi(b)
	}
	const most = 1 << 31 // lines
	return first, count, err == nil && first >= 0 && count >= 0 && first < most && count < most
}

// end takes the file that was read to the list, unless it is gone, a symbolic link, or outside of the folder.
func (p *patch) end() error {
	if !p.open || p.gone || !p.regular || p.current.Path == "" {
		return nil
	}
	if len(p.files) == maxDiffFiles {
		return errTooMuch
	}
	p.files = append(p.files, p.current)
	return nil
}

// name reads a path as git writes it, which quotes what is not plain, and makes it one of the opened folder. It is empty
// when it is not one.
func (p *patch) name(text, before string) string {
	if strings.HasPrefix(text, `"`) {
		var ok bool
		if text, ok = unquote(text); !ok {
			return ""
		}
	}
	text, ok := strings.CutPrefix(text, before)
	if !ok {
		return ""
	}
	if text, ok = strings.CutPrefix(text, p.prefix); !ok || !fs.ValidPath(text) {
		return ""
	}
	return text
}

// unquote reads a name in git's quotes, those of C.
func unquote(text string) (string, bool) {
	if len(text) < 2 || text[len(text)-1] != '"' {
		return "", false
	}
	text = text[1 : len(text)-1]
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '"' {
			return "", false
		}
		if c != '\\' {
			b.WriteByte(c)
			continue
		}
		if i++; i == len(text) {
			return "", false
		}
		if j := strings.IndexByte(`abtnvfr"\`, text[i]); j >= 0 {
			b.WriteByte("\a\b\t\n\v\f\r\"\\"[j])
			continue
		}
		if i+3 > len(text) {
			return "", false
		}
		n, err := strconv.ParseUint(text[i:i+3], 8, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(n))
		i += 2
	}
	return b.String(), true
}
