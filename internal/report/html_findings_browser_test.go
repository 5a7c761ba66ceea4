package report

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/finding"
)

// findingsPageFile writes the page of a run and returns its path.
func findingsPageFile(t testing.TB, run *Run) string {
	t.Helper()
	return filepath.Join(publish(t, map[string]string{"findings.html": write(t, "html", run, Options{})}), "findings.html")
}

const findingsSay = sayScript + `
const $ = id => document.getElementById(id);
const cards = () => [...document.querySelectorAll("article")].filter(seen);
const groups = () => [...document.querySelectorAll("#list .group > summary h3")].map(h => h.textContent).join(" | ");
const pick = (id, name) => { const s = $(id); s.value = [...s.options].find(o => o.textContent.startsWith(name)).value; s.dispatchEvent(new Event("change")); };
const type = s => { $("find").value = s; $("find").dispatchEvent(new Event("input")); };
const severity = n => $("severity").children[n];
const shown = id => [...$(id).options].filter(o => !o.hidden).map(o => o.textContent).join(" | ");
`

// spread is a large run in files of several owners.
func spread(t testing.TB, n int) *Run {
	run := many(t, n)
	for i := range run.Findings {
		f := &run.Findings[i]
		file := fmt.Sprintf("services/%s/api/part-%03d.yaml", []string{"billing", "mail", "orders", "search"}[i%4], i*7/n*40+i%37)
		f.File = file
	}
	source := run.Source
	run.Source = func(string) ([]byte, error) { return source("api/part-000.yaml") }
	run.Name = "market"
	run.Owners = func(file string) []string {
		switch {
		case strings.Contains(file, "/mail/"):
			return nil
		case strings.Contains(file, "/orders/"):
			return []string{"@market/orders", "@market/core"}
		}
		return []string{"@market/" + strings.Split(file, "/")[1]}
	}
	finding.Sort(run.Findings)
	return run
}

func TestFindingsInABrowser(t *testing.T) {
	b := newBrowser(t)
	dom := b.dom(findingsPageFile(t, owned(shop(t))), findingsSay+`
say(document.title, "–", document.querySelector(".verdict").textContent);
say(seen(document.querySelector(".tools")), $("found").value, cards().length);
say(groups());
say([...$("severity").children].map(b => b.textContent).join(", "));
say(shown("owner"));
severity(1).click();
say("warnings:", $("found").value, groups(), severity(1).getAttribute("aria-pressed"));
say(shown("standard"));
pick("owner", "@shop/data");
say("of data:", $("found").value, document.querySelector("#list .empty").textContent);
severity(1).click();
say("any severity:", $("found").value, groups());
$("clear").click();
pick("owner", "no owner");
say("no owner:", cards().map(c => c.querySelector(".what").textContent).join(" | "));
$("clear").click();
pick("standard", "rest/naming");
say("naming:", $("found").value, location.hash);
$("group").value = "rule"; $("group").dispatchEvent(new Event("change"));
say("by rule:", groups());
pick("rule", "rest/operation-id-unique");
const c = cards()[0];
say([...c.children].map(e => e.textContent).join(" / "));
say("mark:", c.querySelector("mark").textContent, "page:", document.querySelector("#list summary a").getAttribute("href"));
say("why:", document.querySelector("#list .about").textContent);
$("clear").click();
type("GRÖßE drop");
say("search:", $("found").value, groups());
$("clear").click();
document.querySelector("#standards th button").click();
say("scorecard:", $("standard").selectedOptions[0].textContent, $("found").value);
$("clear").click();
$("shut").click();
say("folded:", cards().length, document.querySelectorAll("#list details[open]").length);
$("open").click();
say("unfolded:", cards().length);
document.activeElement.blur();
document.dispatchEvent(new KeyboardEvent("keydown", { key: "/" }));
said.hidden = true;
say(document.activeElement.id, performance.getEntriesByType("resource").length, document.documentElement.scrollWidth <= innerWidth);
said.hidden = false;
`)
	want := []string{
		"shop &lt;b&gt;: 4 errors, 4 warnings and 2 infos – ✗ The run failed: findings from error on fail it.",
		"true 10 findings 10",
		"migrations/0007_tidy.up.sql | api/openapi.yaml | migrations/0008_windows.up.sql | api/min.json | coverage/lcov.info",
		"4 errors, 4 warnings, 2 infos",
		"all owners | @shop/all (6) | @shop/api (6) | @shop/data (3) | no owner (1)",
		"warnings: 4 of 10 findings api/min.json | api/openapi.yaml true",
		"all standards | rest/naming (2) | rest/status (2)",
		"of data: 0 of 10 findings Nothing matches.",
		"any severity: 3 of 10 findings migrations/0007_tidy.up.sql | migrations/0008_windows.up.sql",
		"no owner: info 84.31 % of lines are covered; 90 % are wanted",
		"naming: 3 of 10 findings #standard=rest%2Fnaming",
		"by rule: Operation ids are unique | Operations have an id | Path segments are kebab-case",
		`error operationId "list" is used twice / api/openapi.yaml:13:20 / 13      operationId: list / Fix: give this one another name / See also api/openapi.yaml:8:7`,
		"mark: list page: https://github.com/bdma-dev/bdma/blob/main/docs/rules/rest/operation-id-unique.md",
		"why: Two methods of a client cannot have one name. The rule · www.postgresql.org/docs/current/sql-altertable.html",
		"search: 1 of 10 findings Columns are not dropped",
		"scorecard: migration/safety (3) 3 of 10 findings",
		"folded: 0 0",
		"unfolded: 10",
		"find 0 true",
	}
	if d := cmp.Diff(want, said(t, dom)); d != "" {
		t.Error(d)
	}
}

// What strangers write is shown as they wrote it, and nothing of it runs.
func TestHostileFindingsInABrowser(t *testing.T) {
	run := owned(hostile(t))
	dom := newBrowser(t).dom(findingsPageFile(t, run), findingsSay+`
$("open").click();
say(cards().length, document.images.length, document.querySelectorAll("script").length, document.title.startsWith("shop <b>: "));
type("onerror=alert");
say($("found").value, cards()[0].querySelector(".what").textContent.includes("<img src=x onerror=alert(1)>"));
`)
	want := []string{fmt.Sprintf("%d 0 3 true", len(run.Findings)), fmt.Sprintf("3 of %d findings true", len(pageFindings(run)))}
	if d := cmp.Diff(want, said(t, dom)); d != "" {
		t.Error(d)
	}
}

// What counts is shown at first; the rest is a click away, and an address leads to it.
func TestReviewInABrowser(t *testing.T) {
	dom := newBrowser(t).dom(findingsPageFile(t, review(t)), findingsSay+`
const state = name => [...$("state").children].find(b => b.textContent.endsWith(name));
say($("found").value, [...$("state").children].map(b => b.textContent).join(", "), location.hash);
state("introduced").click();
say("all:", $("found").value, location.hash);
state("suppressed").click();
say("suppressed:", $("found").value, location.hash);
const c = cards()[0];
say([...c.children].slice(0, -1).map(e => e.textContent).join(" / "));
say(cards()[1].querySelector(".silenced").textContent);
type("SHOP-412");
say("search:", $("found").value);
$("clear").click();
say("clear:", $("found").value, $("clear").disabled);
state("introduced").click();
state("fixed").click();
say("fixed:", $("found").value, cards().length, document.querySelectorAll(".frame").length);
$("clear").click();
[...document.querySelectorAll("#standards th button")].find(b => b.textContent === "migration/safety").click();
say("scorecard:", $("found").value);
$("clear").click();
said.hidden = true;
say(document.documentElement.scrollWidth <= innerWidth);
said.hidden = false;
`)
	want := []string{
		"4 of 10 findings 4 introduced, 3 suppressed, 1 owed, 1 as before, 1 fixed ",
		"all: 10 of 10 findings #state=all",
		"suppressed: 3 of 10 findings #state=suppressed",
		`error suppressed ALTER TABLE drops column "note" of orders, which running code may still read / line 3, column 14 · migration/drop-column / ` +
			"3    DROP COLUMN note, -- 🛒 Einkauf / Fix: stop reading it first, then drop it in a later release / " +
			"Suppressed: the column was never read, see SHOP-412 · until 2027-01-31 · migrations/0007_tidy.up.sql:1 new in this change",
		"Suppressed: the column was never read, see SHOP-412 · until 2027-01-31 · migrations/0007_tidy.up.sql:1 new in this change",
		"search: 2 of 10 findings",
		"clear: 4 of 10 findings true",
		"fixed: 1 of 10 findings 1 0",
		"scorecard: 3 of 10 findings",
		"true",
	}
	if d := cmp.Diff(want, said(t, dom)); d != "" {
		t.Error(d)
	}
}

// A page of 10,000 findings opens, finds and prints.
func TestManyFindingsInABrowser(t *testing.T) {
	b := newBrowser(t)
	dom := b.dom(findingsPageFile(t, spread(t, 10_000)), findingsSay+`
const timed = f => { const from = performance.now(); f(); document.body.offsetHeight; return Math.round(performance.now() - from) + " ms"; };
const times = ["parsed and shown after " + Math.round(performance.now()) + " ms"];
say($("found").value, cards().length < 400, groups().split(" | ").length);
times.push("search " + timed(() => type("useraccounts/999")));
say($("found").value);
type("");
times.push("severity " + timed(() => severity(0).click()));
say($("found").value);
times.push("owner " + timed(() => pick("owner", "@market/core")));
say($("found").value, shown("owner"));
$("clear").click();
times.push("by rule " + timed(() => { $("group").value = "rule"; $("group").dispatchEvent(new Event("change")); }));
say(groups());
times.push("unfold all " + timed(() => $("open").click()));
const more = [...document.querySelectorAll("#list .more-of button")], before = cards().length;
times.push("more " + timed(() => more[0].click()));
say(more[0].textContent, cards().length - before);
times.push("print " + timed(() => dispatchEvent(new Event("beforeprint"))));
say(document.querySelectorAll("article").length);
dispatchEvent(new Event("afterprint"));
say(document.querySelectorAll("article").length < 1000);
document.body.dataset.times = times.join("; ");
`)
	if m := regexp.MustCompile(`data-times="([^"]*)"`).FindStringSubmatch(dom); m != nil {
		t.Log(m[1])
	}
	want := []string{
		"10,000 findings true 300",
		"5 of 10,000 findings",
		"2,000 of 10,000 findings",
		"500 of 10,000 findings all owners | @market/billing (500) | @market/core (500) | @market/orders (500) | @market/search (500) | no owner (500)",
		"Columns are not dropped | Operations say how they succeed | Path segments are kebab-case | Coverage is high enough",
		"Show more of 1,900 findings 100",
		"10000",
		"true",
	}
	if d := cmp.Diff(want, said(t, dom)); d != "" {
		t.Error(d)
	}
}

// The page has a picture in either theme, wide and narrow. BDMA_SCREENSHOTS names a folder to keep them in.
func TestPicturesOfFindings(t *testing.T) {
	b := newBrowser(t)
	keep := os.Getenv("BDMA_SCREENSHOTS")
	if keep == "" {
		keep = t.TempDir()
	}
	run := owned(shop(t))
	run.Name, run.Coverage = "shop", shopCoverage()
	small, large, reviewed := findingsPageFile(t, run), findingsPageFile(t, spread(t, 10_000)), findingsPageFile(t, review(t))
	const light, dark = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"
	for _, c := range []struct {
		name, file, theme string
		width, height     int
	}{{"findings-light", small, light, 1280, 2200}, {"findings-dark", small, dark, 1280, 2200}, {"findings-narrow", small, light, 500, 2600}, {"findings-many", large, light, 1280, 1400},
		{"review-light", reviewed, light, 1280, 2000}, {"review-dark", reviewed, dark, 1280, 2000}, {"review-narrow", reviewed, light, 500, 2600}} {
		picture := filepath.Join(keep, c.name+".png")
		b.run(c.file, c.theme, fmt.Sprintf("--window-size=%d,%d", c.width, c.height), "--screenshot="+picture)
		if info, err := os.Stat(picture); err != nil || info.Size() < 8000 {
			t.Errorf("%s shows nothing", c.name)
		}
	}
}
