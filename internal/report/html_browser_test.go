package report

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// browser is a headless Chromium with a fresh profile.
type browser struct {
	t       testing.TB
	program string
	profile string
}

func newBrowser(t testing.TB) *browser {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return &browser{t, program, t.TempDir()}
		}
	}
	t.Skip("no Chromium to look at the pages with")
	return nil
}

func (b *browser) run(file string, flags ...string) string {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + b.profile}, flags...)
	cmd := exec.CommandContext(ctx, b.program, append(args, "file://"+file)...)
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), "HOME="+b.profile)
	out, err := cmd.Output()
	if err != nil {
		b.t.Skipf("Chromium does not run here: %v", err)
	}
	return string(out)
}

// dom returns the document as the page's script left it, after a script of the test ran in it too. The script stands in the
// policy of the page, which forbids it otherwise.
func (b *browser) dom(file, script string) string {
	b.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	with := strings.Replace(string(text), "script-src '", "script-src '"+integrity(script)+"' '", 1)
	with = strings.Replace(with, "</body>", "<script>"+script+"</script>\n</body>", 1)
	copied := strings.TrimSuffix(file, ".html") + ".test.html"
	if err := os.WriteFile(copied, []byte(with), 0o666); err != nil {
		b.t.Fatal(err)
	}
	defer os.Remove(copied)
	return b.run(copied, "--dump-dom")
}

// said returns what the script of a test wrote into the element "said".
func said(t testing.TB, dom string) []string {
	t.Helper()
	m := regexp.MustCompile(`(?s)<pre id="said">(.*?)</pre>`).FindStringSubmatch(dom)
	if m == nil {
		t.Fatalf("the page's script, or the test's, did not run:\n%.3000s", dom)
	}
	return strings.Split(strings.TrimSpace(m[1]), "\n")
}

const sayScript = `const said = document.body.appendChild(document.createElement("pre")); said.id = "said";
const say = (...a) => said.append(a.join(" ") + "\n");
const seen = e => e && e.getClientRects().length > 0;
`

// publish writes pages into a folder.
func publish(t testing.TB, pages map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range pages {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// town is a large project.
func town() map[string]string {
	files := map[string]string{}
	var lcov strings.Builder
	for i := range 800 {
		name := fmt.Sprintf("services/%s/%s/file%03d.ts", []string{"api", "auth", "billing", "mail", "orders", "search", "store", "ui"}[i%8], []string{"http", "sql", "model"}[i/8%3], i)
		files[name] = strings.Repeat("const x = call(1)\n", 20)
		fmt.Fprintf(&lcov, "SF:%s\n", name)
		for n := 1; n <= 20; n++ {
			fmt.Fprintf(&lcov, "DA:%d,%d\n", n, max(0, (n*7+i*13)%23-i%9))
		}
		lcov.WriteString("end_of_record\n")
	}
	files["lcov.info"] = lcov.String()
	return files
}

func TestTheIndexInABrowser(t *testing.T) {
	b := newBrowser(t)
	files := town()
	dir := publish(t, site(t, joined(t, files, "lcov.info"), files))
	dom := b.dom(filepath.Join(dir, "index.html"), sayScript+`
const rows = () => [...document.querySelectorAll("#tree tbody tr")].filter(seen);
const names = () => rows().slice(0, 3).map(r => r.cells[0].textContent.trim().replace(/\s+/g, " ")).join(", ");
const head = n => document.querySelectorAll("#tree thead button")[n];
const type = s => { find.value = s; find.dispatchEvent(new Event("input")); };
const find = document.getElementById("find"), found = document.getElementById("found");
say("title", document.title);
say("tools", seen(document.querySelector(".tools")));
say("begin", rows().length, names());
document.getElementById("open").click();
say("unfolded", rows().length);
type("auth FILE00");
say("found", found.value, rows().length, names());
type("");
document.getElementById("shut").click();
say("folded", rows().length, names());
rows()[0].querySelector("button").click();
say("one open", rows().length, rows()[0].querySelector("button").getAttribute("aria-expanded"));
head(4 - 1).click();
say("by missed", names(), head(3).parentElement.getAttribute("aria-sort"));
head(3).click();
say("turned", names(), head(3).parentElement.getAttribute("aria-sort"));
document.getElementById("missing").click();
say("missing", found.value);
document.dispatchEvent(new KeyboardEvent("keydown", { key: "/" }));
say("slash", document.activeElement.id);
say("wide", document.documentElement.scrollWidth <= innerWidth);
`)
	want := []string{
		"title house · coverage",
		"tools true",
		"begin 33 services/ 800, api/ 100, http/ 34",
		"unfolded 833",
		"found 2 files 6 services/ 800, auth/ 100, http/ 34",
		"folded 1 services/ 800",
		"one open 9 true",
	}
	got := said(t, dom)
	if d := cmp.Diff(want, got[:min(len(got), len(want))]); d != "" {
		t.Error(d)
	}
	rest := strings.Join(got[min(len(got), len(want)):], "\n")
	for _, part := range []string{"descending\nturned", "ascending\nmissing", "slash find", "wide true"} {
		if !strings.Contains(rest, part) {
			t.Errorf("no %q in\n%s", part, rest)
		}
	}
}

func TestASourcePageInABrowser(t *testing.T) {
	b := newBrowser(t)
	dir := publish(t, site(t, joined(t, house, "cover.out", "lcov.info"), house))
	dom := b.dom(filepath.Join(dir, make(pageNames).of("cart/cart.go")), sayScript+`
const where = document.getElementById("where"), key = k => document.dispatchEvent(new KeyboardEvent("keydown", { key: k }));
const here = () => document.querySelector(".here").id;
say(document.querySelector("h1").textContent, where.value);
key("n"); say(here(), where.value);
key("n"); say(here(), where.value);
key("n"); say(here(), where.value);
key("p"); say(here(), where.value);
document.getElementById("prev").click(); say(here(), where.value);
const color = n => getComputedStyle(document.querySelector("#L" + n + " .s")).backgroundColor;
say("told apart", new Set([2, 3, 4, 5].map(color)).size);
say("code", JSON.stringify(document.querySelector("#L5 code").textContent), seen(document.querySelector("#L5 code")));
say("note", document.querySelector("#L4 .way").textContent);
say("back", new URL(document.querySelector("header a").href).pathname.endsWith("/index.html"));
say("requests", performance.getEntriesByType("resource").length);
`)
	want := []string{"cart.go 2 places missed", "L4 1 of 2", "L14 2 of 2", "L4 1 of 2", "L14 2 of 2", "L4 1 of 2", "told apart 4", `code "\t\treturn 0" true`, "note ran in part", "back true", "requests 0"}
	if d := cmp.Diff(want, said(t, dom)); d != "" {
		t.Error(d)
	}
}

// Pages have a picture that is not blank, in either theme, wide and narrow. BDMA_SCREENSHOTS names a folder to keep them in.
func TestPicturesOfPages(t *testing.T) {
	b := newBrowser(t)
	keep := os.Getenv("BDMA_SCREENSHOTS")
	if keep == "" {
		keep = t.TempDir()
	}
	j := joined(t, house, "cover.out", "lcov.info")
	j.Summary.Components, j.Summary.Change = shopCoverage().Components, shopCoverage().Change
	j.Summary.Change.Files[0].Path = "cart/cart.go"
	for i := range j.Summary.Components {
		j.Summary.Components[i].Counts[0].Metric = "line"
	}
	dir := publish(t, site(t, j, house))
	index, source := "index.html", make(pageNames).of("web/receipt.ts")
	const light, dark = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"
	for _, c := range []struct {
		name, file, theme string
		width             int
	}{{"index-wide", index, light, 1280}, {"index-narrow", index, dark, 500}, {"source-wide", source, dark, 1280}, {"source-narrow", source, light, 500}} {
		picture := filepath.Join(keep, c.name+".png")
		b.run(filepath.Join(dir, c.file), c.theme, fmt.Sprintf("--window-size=%d,1000", c.width), "--screenshot="+picture)
		if info, err := os.Stat(picture); err != nil || info.Size() < 8000 {
			t.Errorf("%s shows nothing", c.name)
		}
	}
}
