package coverage

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
)

// isTest reports whether a name is one that test files have.
func isTest(name string) bool {
	for _, dir := range strings.Split(path.Dir(name), "/") {
		switch strings.ToLower(dir) {
		case "test", "tests", "__tests__", "spec", "specs", "testdata", "fixtures", "__fixtures__", "__mocks__", "mocks", "e2e", "cypress", "androidtest",
			"testing", "vendor", "node_modules", "third_party", "examples", "benchmarks", "docs":
			return true
		}
		if strings.HasSuffix(dir, ".Tests") || strings.HasSuffix(dir, ".Test") || strings.HasSuffix(dir, "Tests") {
			return true
		}
	}
	base := path.Base(name)
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") && ext == ".go" || strings.HasPrefix(stem, "test_") || stem == "conftest" {
		return true
	}
	for _, end := range []string{"_test", "_tests", "_spec", ".test", ".tests", ".spec", ".stories", ".config", ".e2e", ".mock", ".d", "Test", "Tests", "Spec", "IT", "TestCase"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

// codeLines returns the lines of a source file that look like code which runs. Where that is in doubt, they do not.
func codeLines(name string, data []byte) []int {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".go":
		return goCodeLines(name, data)
	case ".py", ".rb", ".pl", ".pm", ".sh", ".ex", ".exs", ".r", ".lua":
		return plainCodeLines(ext, data)
	case ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".java", ".kt", ".kts", ".scala", ".groovy", ".cs", ".fs", ".vb", ".swift",
		".c", ".cc", ".cpp", ".cxx", ".m", ".mm", ".rs", ".php", ".dart":
		return bracedCodeLines(ext, data)
	}
	return nil
}

// goCodeLines returns the lines of statements in functions. Files for some systems or builds only have none: the tests
// that were measured may not have been among these.
func goCodeLines(name string, data []byte) []int {
	if hasSystemSuffix(name) {
		return nil
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	for _, g := range f.Comments {
		for _, c := range g.List {
			if c.Pos() < f.Package && (constraint.IsGoBuild(c.Text) || constraint.IsPlusBuild(c.Text)) {
				return nil
			}
		}
	}
	code := scanGo(data)
	var bodies []span
	ast.Inspect(f, func(n ast.Node) bool {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body != nil && len(body.List) > 0 {
			first, last := fset.PositionFor(body.List[0].Pos(), false).Line, fset.PositionFor(body.List[len(body.List)-1].End(), false).Line
			bodies = append(bodies, span{uint32(first), uint32(last)})
		}
		return true
	})
	in := join(bodies)
	var lines []int
	for _, l := range code.lines {
		if in.has(l) {
			lines = append(lines, int(l))
		}
	}
	return lines
}

// systems are the words that end the name of a Go file for one system only; others have been joined since, of which no
// file here needs to know.
var systems = strings.Fields("aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows " +
	"386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm")

func hasSystemSuffix(name string) bool {
	stem := strings.TrimSuffix(path.Base(name), ".go")
	i := strings.LastIndexByte(stem, '_')
	return i > 0 && slices.Contains(systems, stem[i+1:])
}

// plainCodeLines is for languages of lines: what is neither blank nor a comment nor a text in three quotes, and does not
// merely bring in or name something.
func plainCodeLines(ext string, data []byte) (lines []int) {
	n := 0
	quotes, paren := "", 0
	for l := range bytes.Lines(data) {
		n++
		text := strings.TrimSpace(string(l))
		if quotes != "" {
			if strings.Contains(text, quotes) {
				quotes = ""
			}
			continue
		}
		if paren > 0 { // of an import over several lines
			paren += strings.Count(text, "(") - strings.Count(text, ")")
			continue
		}
		if text == "" || text[0] == '#' || strings.HasPrefix(text, "--") {
			continue
		}
		if ext == ".py" {
			if q := text[:min(3, len(text))]; q == `"""` || q == "'''" {
				if !strings.Contains(text[3:], q) {
					quotes = q
				}
				continue
			}
		}
		if first, _, _ := strings.Cut(text, " "); slices.Contains([]string{"import", "from", "require", "require_relative", "use", "using", "alias", "package", "library", "source", "pass", "end", "...", "else:", "else", "try:", "do", "done", "fi", "then", "set"}, first) {
			if first == "from" || first == "import" {
				paren = max(0, strings.Count(text, "(")-strings.Count(text, ")"))
			}
			continue
		}
		if ext == ".rb" && declaresRuby.MatchString(text) || constant.MatchString(text) {
			continue
		}
		if strings.Trim(text, "()[]{},;:'\"") == "" {
			continue
		}
		lines = append(lines, n)
	}
	return lines
}

var (
	runs = regexp.MustCompile(`\b(return|throw|if|for|foreach|while|switch|match|when|yield|await|new|raise|guard|defer|panic!|println!|echo|print)\b|=>\s*[^;{]*\(|[\w\])]\s*[-+*/|&?%^]?=[^=>]|[\w\])]\.\w+\(|\+\+|--`)
	// A file that only names its module and its version is often loaded before anything is measured.
	declaresRuby = regexp.MustCompile(`^(module|class)\s+[A-Z][\w:]*(\s*<\s*[A-Z][\w:]*)?$|^(private|protected|public|module_function)$`)
	constant     = regexp.MustCompile(`^([A-Z][A-Z0-9_]*|__\w+__)\s*=\s*("[^"]*"|'[^']*'|-?[0-9][0-9_.]*)(\.freeze)?$`)
	// The brace of a type may stand on the next line.
	opensLater = regexp.MustCompile(`\b(interface|enum)\s+[^{;]*$`)
	// What declares a type has no code in it, up to its end.
	declares = regexp.MustCompile(`^(export\s+)?(default\s+)?(declare\s|type\s+\w+\s*(<.*>)?\s*=|interface\s|import\b|export\s+(type\s|\*|\{.*\}\s*from))|^(typedef|using|package|namespace\s.*;|#include|use|extern|mod)\b|^@|^(public\s+|internal\s+|private\s+)?(sealed\s+)?(@interface|annotation\s+class)\b|^((public|internal|private|protected|sealed|partial|unsafe|new)\s+)+interface\s|^\[\w+:|^((public|internal|private|protected|sealed|readonly|partial)\s+)*record\s[^{]*;$|^export\s+(\*|\{)|^(export\s+|public\s+|internal\s+|private\s+|protected\s+|const\s+|declare\s+)*enum\b`)
)

// bracedCodeLines is for languages of braces: lines with a statement, an assignment or a call of a method that do not
// belong to the declaration of a type.
func bracedCodeLines(ext string, data []byte) (lines []int) {
	n, depth := 0, 0
	comment, declaring := false, false
	for l := range bytes.Lines(data) {
		n++
		if len(l) > 4096 { // minified
			return nil
		}
		text, still := withoutComments(string(l), comment)
		comment = still
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if !declaring {
			if declares.MatchString(text) {
				declaring, depth = true, 0
			} else if ext == ".php" && strings.HasPrefix(text, "<?") || text[0] == '#' {
				continue
			}
		}
		if declaring {
			depth += strings.Count(text, "{") + strings.Count(text, "(") - strings.Count(text, "}") - strings.Count(text, ")")
			end := text[len(text)-1]
			if depth <= 0 && !opensLater.MatchString(text) && (end == ';' || end == '}' || end == ')' || end == '\'' || end == '"' || isWord(end) && !strings.HasSuffix(text, "=")) {
				declaring = false
			}
			continue
		}
		if runs.MatchString(text) {
			lines = append(lines, n)
		}
	}
	return lines
}

// withoutComments blanks out comments and the contents of strings; within says that a comment of several lines is open.
func withoutComments(text string, within bool) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if within {
			j := strings.Index(text[i:], "*/")
			if j < 0 {
				return b.String(), true
			}
			i += j + 1
			within = false
			continue
		}
		switch c := text[i]; {
		case c == '/' && i+1 < len(text) && text[i+1] == '/':
			return b.String(), false
		case c == '/' && i+1 < len(text) && text[i+1] == '*':
			within = true
			i++
		case c == '"' || c == '\'' || c == '`':
			b.WriteByte(c)
			for i++; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), within
}
