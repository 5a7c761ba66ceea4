package lint_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var updateOasdiff = flag.Bool("update", false, "write docs/oasdiff.md anew")

// oasdiffSetting is what must be set for a pair to be judged as oasdiff's own test has it judged.
type oasdiffSetting string

const (
	// anyVersion is for pairs that go to a new major version, of which oasdiff does not ask when it says what breaks.
	anyVersion oasdiffSetting = "judged with the version of before: a new major version may break here (Semantic Versioning, 8), and oasdiff does not ask for versions when it says what breaks"
	// withNotice is for pairs that are judged with a period of notice.
	withNotice oasdiffSetting = "oasdiff's test asks for a period of notice; here [rest/breaking-deprecated-without-sunset](rules/rest/breaking-deprecated-without-sunset.md) is on, which is in the preset `all`"
)

// sunsetRule asks for a date whenever something is deprecated.
const sunsetRule = "rest/breaking-deprecated-without-sunset"

// oasdiffSettings are the pairs that are judged with a setting of their own.
var oasdiffSettings = map[string]oasdiffSetting{
	"api-path-removed-without-deprecation/004-ignoresubpath":                                               anyVersion,
	"api-path-removed-without-deprecation/005-ignoreonlyincludedsubpaths":                                  anyVersion,
	"request-parameter-max-length-set/002-requestparametermaxlengthsetcheck":                               anyVersion,
	"request-property-became-required/015-versioningpolicy-majorbumpissilent":                              anyVersion,
	"request-property-became-required/016-versioningpolicy-majorbumpissilent":                              anyVersion,
	"request-property-became-required/017-versioningpolicy-nonsemverissilent":                              anyVersion,
	"request-property-became-required/019-versioningpolicy-nonsemverissilent":                              anyVersion,
	"request-property-became-required/020-versioningpolicy-nonsemverissilent":                              anyVersion,
	"request-property-became-required/026-versioningpolicy-prereleaseandbuildmetadata":                     anyVersion,
	"request-parameter-deprecated-sunset-missing/001-breaking-parameterdeprecationwithoutsunsetwithpolicy": withNotice,
	"request-property-deprecated-sunset-missing/001-requestpropertydeprecation-withoutsunsetwithpolicy":    withNotice,
	"response-property-deprecated-sunset-missing/001-responsepropertydeprecation-withoutsunsetwithpolicy":  withNotice,
}

var versionOf = regexp.MustCompile(`(?m)^(\s*"?version"?:\s*"?)([^",\s]+)`)

// sameVersion gives a document the version of another one.
func sameVersion(was, is string) (string, error) {
	a, b := versionOf.FindAllStringSubmatch(was, -1), versionOf.FindAllStringSubmatchIndex(is, -1)
	if len(a) != 1 || len(b) != 1 {
		return "", errors.New("it has not one version")
	}
	return is[:b[0][4]] + a[0][2] + is[b[0][5]:], nil
}

// quietPair is what is counted for a pair of which oasdiff says no error and no warning.
const quietPair = "(no error and no warning)"

// agreed counts what both say.
type agreed struct{ agree, all int }

func (a *agreed) count(same bool) {
	a.all++
	if same {
		a.agree++
	}
}

// percent is rounded down: what is not whole is not said to be.
func (a *agreed) percent() string {
	tenths := 1000 * a.agree / max(a.all, 1)
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}

type disagreement struct{ pair, what, why string }

// agreement is how far the rules and oasdiff say the same.
type agreement struct {
	kinds, levels map[string]*agreed
	pairs         agreed
	rules         map[string][]string
	settings      map[string]oasdiffSetting
	disagreements []disagreement
}

func (a *agreement) count(id, level string, same bool) {
	for _, c := range [...]struct {
		in  map[string]*agreed
		key string
	}{{a.kinds, id}, {a.levels, level}} {
		if c.in[c.key] == nil {
			c.in[c.key] = new(agreed)
		}
		c.in[c.key].count(same)
	}
}

func (a *agreement) total() *agreed {
	total := new(agreed)
	for _, c := range a.levels {
		total.agree, total.all = total.agree+c.agree, total.all+c.all
	}
	return total
}

// effective leaves out what only changes a keyword that asks nothing of the values of the type beside it.
func (a *agreement) effective() *agreed {
	c := a.total()
	for _, d := range a.disagreements {
		if (d.why == otherType || d.why == noType) && !strings.HasPrefix(d.what, "rest/") {
			c.all--
		}
	}
	return c
}

// summary is a table of the levels.
func (a *agreement) summary() string {
	var b strings.Builder
	row := func(name string, c *agreed) {
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", name, c.agree, c.all, c.percent())
	}
	b.WriteString("| | the same | of | |\n|---|---:|---:|---:|\n")
	row("errors", a.levels["error"])
	row("warnings", a.levels["warning"])
	row("pairs without either", a.levels["none"])
	row("**all of these**", a.total())
	row("**where what changes has an effect at all**", a.effective())
	row("pairs, by whether they break anything", &a.pairs)
	return b.String()
}

// page is docs/oasdiff.md.
func (a *agreement) page() string {
	var b strings.Builder
	b.WriteString(`# bdma and oasdiff

<!-- Written by TestOasdiffAgreement in internal/lint; do not edit. -->

[oasdiff](https://github.com/oasdiff/oasdiff) has a test for each kind of change that it knows: two documents, and what it says of them. The rules
` + "`rest/breaking-*`" + ` judge the same pairs. An error or a warning counts as the same when a rule finds it that
[names its kind](rules/coverage-of-other-tools.md#oasdiff); a pair of which oasdiff says neither counts as the same when no rule finds anything. Version 1.35 of oasdiff.

`)
	b.WriteString(a.summary())
	b.WriteString("\nA pair counts as the same in the last row when both find something that breaks clients in it, or neither does, whatever they call it. The row above it leaves\nout the pairs that change a keyword which asks nothing of values of the type beside it, such as maximum beside `type: string`: they are listed below.\n")
	b.WriteString("\n## Where they differ, and why\n\nA specification decides each of these.\n\n")
	slices.SortFunc(a.disagreements, func(x, y disagreement) int {
		return cmp.Or(strings.Compare(x.why, y.why), strings.Compare(x.pair, y.pair), strings.Compare(x.what, y.what))
	})
	for i := 0; i < len(a.disagreements); {
		why := a.disagreements[i].why
		fmt.Fprintf(&b, "%s\n\n", why)
		for ; i < len(a.disagreements) && a.disagreements[i].why == why; i++ {
			d := a.disagreements[i]
			who := "only oasdiff says"
			if strings.HasPrefix(d.what, "rest/") {
				who = "only bdma says"
			}
			fmt.Fprintf(&b, "- `%s`: %s `%s`\n", d.pair, who, d.what)
		}
		b.WriteString("\n")
	}
	b.WriteString("## Settings\n\nThese pairs are judged as oasdiff's own test has them judged.\n\n")
	for _, setting := range [...]oasdiffSetting{anyVersion, withNotice} {
		fmt.Fprintf(&b, "%s:\n\n", strings.ToUpper(string(setting[:1]))+string(setting[1:]))
		for _, pair := range slices.Sorted(maps.Keys(a.settings)) {
			if a.settings[pair] == setting {
				fmt.Fprintf(&b, "- `%s`\n", pair)
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("All take place on 2026-07-01.\n\n## Kind by kind\n\n| oasdiff | bdma | the same | of | |\n|---|---|---:|---:|---:|\n")
	for _, id := range slices.Sorted(maps.Keys(a.kinds)) {
		c := a.kinds[id]
		name, rules := "`"+id+"`", make([]string, 0, len(a.rules[id]))
		if id == quietPair {
			name = "no error and no warning"
		}
		for _, rule := range slices.Sorted(slices.Values(a.rules[id])) {
			rules = append(rules, fmt.Sprintf("[%s](rules/%s.md)", strings.TrimPrefix(rule, "rest/breaking-"), rule))
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %s |\n", name, strings.Join(rules, ", "), c.agree, c.all, c.percent())
	}
	return b.String()
}
