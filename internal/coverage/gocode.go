package coverage

import (
	"bytes"
	"go/scanner"
	"go/token"
	"math"
	"path"
	"sort"
	"strings"
)

func isGoFile(name string) bool { return path.Ext(name) == ".go" }

// goCode is where in a Go file there is code.
type goCode struct {
	places []spot    // of tokens that are more than a closing bracket or a comma
	lines  []uint32  // with such tokens, ascending
	blocks []goBlock // between braces, in the order of their beginnings
	starts []spot    // of all tokens, and the places behind braces, colons and else: where the tool's blocks may begin
	marks  []mark
}

// goBlock is what stands between braces; last says that the opening brace ends its line.
type goBlock struct {
	open, close spot
	last        bool
}

// scanGo finds the tokens of a Go file. It makes something of any text.
func scanGo(data []byte) *goCode {
	c := &goCode{}
	fset := token.NewFileSet()
	f := fset.AddFile("", -1, len(data))
	var s scanner.Scanner
	s.Init(f, data, func(token.Position, string) {}, scanner.ScanComments)
	var open []int
	lastCode := 0 // the line of the last token
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return c
		}
		p := f.PositionFor(pos, false)
		at := spot{uint32(p.Line), uint32(p.Column)}
		if tok == token.COMMENT {
			c.comment(p, text, p.Line != lastCode)
			continue
		}
		if tok == token.SEMICOLON && text == "\n" {
			continue
		}
		if n := len(c.blocks); n > 0 && c.blocks[n-1].last && c.blocks[n-1].open.line == at.line {
			c.blocks[n-1].last = false
		}
		lastCode = p.Line
		c.starts = append(c.starts, at)
		switch tok {
		case token.LBRACE, token.COLON:
			c.starts = append(c.starts, spot{at.line, at.col + 1})
		case token.ELSE:
			c.starts = append(c.starts, spot{at.line, at.col + 4})
		}
		switch tok {
		case token.RBRACE:
			if n := len(open); n > 0 {
				c.blocks[open[n-1]].close = spot{at.line, at.col + 1}
				open = open[:n-1]
			}
			continue
		case token.LBRACE:
			open = append(open, len(c.blocks))
			c.blocks = append(c.blocks, goBlock{open: at, close: spot{math.MaxUint32, 0}, last: true})
			continue
		case token.RPAREN, token.RBRACK, token.COMMA, token.SEMICOLON:
			continue
		}
		if tok == token.STRING || tok == token.CHAR {
			lastCode += strings.Count(text, "\n") // of a raw string
		}
		c.places = append(c.places, at)
		if n := len(c.lines); n == 0 || c.lines[n-1] < at.line {
			c.lines = append(c.lines, at.line)
		}
	}
}

// comment keeps a comment that begins with the marker.
func (c *goCode) comment(p token.Position, text string, alone bool) {
	begins := len(text) - len(strings.TrimLeft(text[2:], " \t"))
	body, _, _ := bytes.Cut([]byte(text[begins:]), []byte{'\n'})
	if !bytes.HasPrefix(body, marker) {
		return
	}
	if k, ok := parseMark(body); ok {
		k.line, k.start, k.alone = p.Line, p.Offset+begins, alone
		k.end += k.start
		c.marks = append(c.marks, k)
	}
}

// blockAt returns the block whose opening brace ends a line.
func (c *goCode) blockAt(line uint32) ([2]spot, bool) {
	i := sort.Search(len(c.blocks), func(i int) bool { return c.blocks[i].open.line > line })
	for i--; i >= 0 && c.blocks[i].open.line == line; i-- {
		if c.blocks[i].last {
			return [2]spot{c.blocks[i].open, c.blocks[i].close}, true
		}
	}
	return [2]spot{}, false
}

// within returns the first and the last line of the code between two places.
func (c *goCode) within(from, to spot) (first, last uint32, ok bool) {
	i := sort.Search(len(c.places), func(i int) bool { return !c.places[i].less(from) })
	j := sort.Search(len(c.places), func(i int) bool { return !c.places[i].less(to) })
	if i >= j {
		return 0, 0, false
	}
	return c.places[i].line, c.places[j-1].line, true
}

// view returns the lines of code by the blocks of a profile, and those of them that ran in part. Each piece of code belongs to
// the innermost block around it: what is in a function literal did not run because its literal was made. Blocks must be
// sorted.
func (c *goCode) view(blocks []block) (v lineView, partly spans) {
	var within []block
	b := 0
	for i := 0; i < len(c.places); {
		line := c.places[i].line
		ran, missed := false, false
		for ; i < len(c.places) && c.places[i].line == line; i++ {
			at := c.places[i]
			for ; b < len(blocks) && !at.less(spot{blocks[b].startLine, blocks[b].startCol}); b++ {
				if blocks[b].statements > 0 {
					within = append(within, blocks[b])
				}
			}
			n := len(within)
			for n > 0 && !at.less(spot{within[n-1].endLine, within[n-1].endCol}) {
				n--
			}
			if within = within[:n]; n > 0 {
				ran = ran || within[n-1].hit()
				missed = missed || !within[n-1].hit()
			}
		}
		if ran || missed {
			v.all = push(v.all, line)
		}
		if ran {
			v.hit = push(v.hit, line)
		}
		if ran && missed {
			partly = push(partly, line)
		}
	}
	return v, partly
}
