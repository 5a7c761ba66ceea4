package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// Site is where the pages of an HTML report go, and what they are made of.
type Site struct {
	// Name is what people call the repository.
	Name string
	// Version is bdma's own version, and Time is when the report is written.
	Version string
	Time    time.Time
	// Source returns the text of a file of the repository. It may fail; the file has no page then.
	Source func(file string) ([]byte, error)
	// Create makes a file of the report. The name has slashes; what it is made of is safe on every system.
	Create func(name string) (io.WriteCloser, error)
}

// WriteHTML writes an HTML report of coverage: index.html, and a page for each source file of the repository. The pages
// need nothing but themselves: no server, no other host, and their policy forbids whatever is not theirs. It returns the
// number of pages.
func WriteHTML(j *coverage.Joined, site Site) (pages int, err error) {
	h := &htmlWriter{site: site, summary: j.Summary, tree: newHTMLTree(j.Summary)}
	names := make(pageNames)
	for f := range j.Files() {
		leaf := h.tree.add(f)
		if !f.Matched {
			continue
		}
		page := names.of(f.Path)
		written, err := h.source(f, page)
		if err != nil {
			return pages, err
		}
		if written {
			leaf.page = page
			pages++
		}
	}
	if err := h.page("index.html", h.site.Name, findScript+indexScript, h.index); err != nil {
		return pages, err
	}
	return pages + 1, nil
}

type htmlWriter struct {
	site    Site
	summary *coverage.Summary
	tree    *htmlTree
}

var (
	//go:embed html/style.css
	style string
	//go:embed html/find.js
	findScript string
	//go:embed html/index.js
	indexScript string
	//go:embed html/source.js
	sourceScript string
)

// page writes a page of the report.
func (h *htmlWriter) page(name, title, script string, body func(*bufio.Writer)) (err error) {
	out, err := h.site.Create(name)
	if err != nil {
		return err
	}
	defer func() {
		if e := out.Close(); err == nil {
			err = e
		}
	}()
	w := bufio.NewWriterSize(out, 64<<10)
	writePage(w, htmlPage{
		title: title + " · coverage", style: style, script: script, body: body,
		footer:  []string{coverageTitle(h.summary), minute(h.site.Time)},
		version: h.site.Version,
	})
	return w.Flush()
}

// minute returns a time for the foot of a page.
func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// htmlPage is what the pages of all reports have in common: nothing comes from elsewhere, and no script or style runs but
// their own, whose hashes are in the policy.
type htmlPage struct {
	title, version string
	style, script  string
	body           func(*bufio.Writer)
	footer         []string // what the foot says behind the version
}

func writePage(w *bufio.Writer, p htmlPage) {
	fmt.Fprintf(w, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>%s</title>
<style>%s</style>
</head>
<body>
`, integrity(p.style), integrity(p.script), htmlText(p.title), p.style)
	p.body(w)
	fmt.Fprintf(w, "<footer>bdma %s", htmlText(p.version))
	for _, s := range p.footer {
		w.WriteString(" · " + htmlText(s))
	}
	fmt.Fprintf(w, "</footer>\n<script>%s</script>\n</body>\n</html>\n", p.script)
}

// integrity returns the hash by which a policy allows a style or script.
func integrity(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var shareClasses = map[share]string{goodShare: "good", fairShare: "fair", poorShare: "poor", noShare: "none"}

// htmlBar returns a bar as an image without words: the numbers stand beside it.
func htmlBar(c coverage.Count) string {
	covered := 0
	for step := 512; step > 0; step /= 2 {
		if c.Total > 0 && c.ReachesOf(covered+step, 1000) {
			covered += step
		}
	}
	return fmt.Sprintf(`<svg class="bar %s" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect width="%d" height="10"/></svg>`,
		shareClasses[shareOf(c)], covered)
}

// htmlPercent returns the share of a count in its colour.
func htmlPercent(c coverage.Count) string {
	if c.Total == 0 {
		return "–"
	}
	return `<span class="` + shareClasses[shareOf(c)] + `">` + c.Percent + "&nbsp;%</span>"
}

// cards shows counts as large numbers.
func cards(w io.Writer, list []coverage.MetricCount) {
	fmt.Fprint(w, `<ul class="cards">`)
	for i, c := range list {
		class := ""
		if i == 0 {
			class = ` class="headline"`
		}
		fmt.Fprintf(w, "\n<li%s><b>%s</b>%s<span>%s of %s %s</span></li>", class, htmlPercent(c.Count), htmlBar(c.Count),
			thousands(c.Covered), thousands(c.Total), htmlText(units(c.Metric, c.Total)))
	}
	fmt.Fprint(w, "\n</ul>\n")
}

// pageNames gives files the names of their pages: readable, of letters that every system takes, and never the same, not even where
// case does not count.
type pageNames map[string]bool

func (p pageNames) of(file string) string {
	sum := sha256.Sum256([]byte(file))
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		case r == '/':
			return '.'
		}
		return '_'
	}, file)
	slug = strings.Trim(slug[max(0, len(slug)-80):], ".")
	name := fmt.Sprintf("files/%s-%x.html", slug, sum[:6])
	for n := 2; p[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("files/%s-%x-%d.html", slug, sum[:6], n)
	}
	p[strings.ToLower(name)] = true
	return name
}
