package coverage

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

// goProfile is the text that "go test -coverprofile" writes (cmd/cover): a line "mode: set|count|atomic", and then one
// line per basic block, "import/path/file.go:12.2,14.16 3 1": from, to, statements, count. With -coverpkg a block is
// listed once for every test binary, so that blocks count once, by position.
var goProfile = &format{name: "go", read: readGoProfile}

func readGoProfile(in *input, r *report) error {
	r.tool = "go"
	var (
		f       *file
		current []byte
	)
	for {
		text, ok := in.nextLine()
		if !ok {
			r.settleModes()
			if f != nil && in.unended && r.truncated == "" {
				r.truncated = "its last line has no end, so that the count there may lack digits and more lines may be missing"
			}
			return in.err
		}
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			continue
		}
		if mode, ok := bytes.CutPrefix(text, []byte("mode:")); ok {
			r.mode(string(bytes.TrimSpace(mode))) // later ones come from profiles that were concatenated
			continue
		}
		name, b, ok := parseBlock(text)
		if !ok && f != nil && in.unended {
			r.truncated = fmt.Sprintf("it ends within its last line, at %q, and more lines may be missing", clip(text))
			continue
		}
		if !ok {
			return &syntaxError{at: in.place(in.lineStart), message: fmt.Sprintf("it is not a Go coverage profile here: %q is not \"file.go:line.column,line.column statements count\"", clip(text)),
				hint: "write it anew with go test -coverprofile; a profile that was cut off or edited cannot be judged"}
		}
		if f == nil || !bytes.Equal(current, name) {
			f = r.file(name)
			current = append(current[:0], name...)
		}
		f.blocks.add(b)
	}
}

// parseBlock reads from the right: the name may hold spaces and colons.
func parseBlock(text []byte) (name []byte, b block, ok bool) {
	i := bytes.LastIndexByte(text, ' ')
	if i < 0 {
		return nil, b, false
	}
	hits, ok := hitCount(text[i+1:])
	if !ok {
		return nil, b, false
	}
	j := bytes.LastIndexByte(text[:i], ' ')
	if j < 0 {
		return nil, b, false
	}
	statements, ok := whole(text[j+1 : i])
	if !ok || statements > math.MaxInt32 {
		return nil, b, false
	}
	colon := bytes.LastIndexByte(text[:j], ':')
	if colon <= 0 {
		return nil, b, false
	}
	b.statements, b.hits = uint32(statements), hits
	rest := text[colon+1 : j]
	for i, field := range []struct {
		to  *uint32
		end byte
	}{{&b.startLine, '.'}, {&b.startCol, ','}, {&b.endLine, '.'}, {&b.endCol, 0}} {
		var n uint64
		n, rest, ok = number(rest)
		if !ok || n > maxLine {
			return nil, b, false
		}
		*field.to = uint32(n)
		if i < 3 {
			if len(rest) == 0 || rest[0] != field.end {
				return nil, b, false
			}
			rest = rest[1:]
		}
	}
	if len(rest) != 0 || b.startLine == 0 || !before(b.startLine, b.startCol, b.endLine, b.endCol+1) {
		return nil, b, false
	}
	return cleanName(text[:colon]), b, true
}

// clip shortens a piece of a report for a message.
func clip(b []byte) string {
	const most = 60
	more := ""
	if len(b) > most {
		b, more = b[:most], "…"
	}
	return strings.ToValidUTF8(string(b), "\ufffd") + more
}
