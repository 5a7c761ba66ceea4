package coverage

import (
	"testing"
	"time"
)

func TestMoment(t *testing.T) {
	at := func(s string) time.Time {
		t, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			panic(err)
		}
		return t
	}
	for text, want := range map[string]time.Time{
		"1700000000":                        at("2023-11-14T22:13:20Z"),
		"1700000000.75":                     at("2023-11-14T22:13:20Z"),
		"1700000000123":                     at("2023-11-14T22:13:20.123Z"),
		"1700000000123456":                  at("2023-11-14T22:13:20.123456Z"),
		"1700000000123456789":               at("2023-11-14T22:13:20.123456789Z"),
		" 2023-11-14T22:13:20Z ":            at("2023-11-14T22:13:20Z"),
		"2011-12-12T22:44:49.8563683+01:00": at("2011-12-12T21:44:49.8563683Z"),
		"2023-11-14 22:13:20 +0100":         at("2023-11-14T21:13:20Z"),
		"2023-11-14 22:13:20 UTC":           at("2023-11-14T22:13:20Z"),
		"2023-11-14 22:13:20":               {}, // nobody knows where
		"0":                                 {},
		"1":                                 {},
		"99999999999999999999999":           {},
		"9223372036854775807":               {},
		"-5":                                {},
		"%i":                                {},
		"":                                  {},
	} {
		if got := moment([]byte(text)); !got.Equal(want) {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
}

func TestGeneratedAt(t *testing.T) {
	const want = "2023-11-14 22:13:20"
	for name, text := range map[string]string{
		"Cobertura":   `<coverage line-rate="1" timestamp="1700000000"><packages/></coverage>`,
		"JaCoCo":      `<report name="r"><sessioninfo id="a" start="1" dump="1600000000000"/><sessioninfo id="b" dump="1700000000000"/><sessioninfo id="c" dump="1500000000000"/></report>`,
		"Clover":      `<coverage generated="1700000000000"><project timestamp="1600000000000"/></coverage>`,
		"its project": `<coverage generated=""><project timestamp="1700000000"/></coverage>`,
		"scoverage":   `<scoverage timestamp="1700000000000"/>`,
		"NCover":      `<coverage profilerVersion="1" measureTime="2023-11-14T23:13:20.5+01:00"/>`,
	} {
		r, _, err := readReport(treeOf(map[string]string{"r.xml": text}), "r.xml")
		if err != nil {
			t.Fatal(err)
		}
		if got := r.generatedAt.Format(time.DateTime); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
