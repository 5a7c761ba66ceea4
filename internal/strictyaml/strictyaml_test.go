package strictyaml_test

import (
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

type inner struct {
	Size int `yaml:"size"`
}

type outer struct {
	Name  string           `yaml:"name"`
	Inner inner            `yaml:"inner"`
	List  []inner          `yaml:"list"`
	Map   map[string]inner `yaml:"map"`
	Any   yaml.Node        `yaml:"any"`
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"everything", "name: n\ninner: {size: 1}\nlist: [{size: 2}]\nmap: {x: {size: 3}}\nany: {what: ever}\n", ""},
		{"misspelt", "nmae: n\n", `1:1: key "nmae" does not exist; did you mean "name"?`},
		{"far from any", "wholly: 1\n", `1:1: key "wholly" does not exist; there is any, inner, list, map, name`},
		{"nested", "inner:\n  sise: 1\n", `2:3: key "sise" does not exist; did you mean "size"?`},
		{"in a list", "list:\n  - size: 1\n  - sizes: 1\n", `3:5: key "sizes" does not exist; did you mean "size"?`},
		{"in a map", "map: {x: {seize: 1}}\n", `1:11: key "seize" does not exist; did you mean "size"?`},
		{"twice", "name: a\nname: b\n", `2:1: key "name" stands here twice`},
		{"no list", "list: 1\n", `1:7: list must be a list`},
		{"no mapping", "- 1\n", `1:1: the file must be a mapping of keys to values`},
		{"wrong type", "inner: {size: x}\n", "1:1: cannot unmarshal !!str `x` into int"},
		{"syntax", "a: [\n", "1:1: did not find expected node content"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var into outer
			got := ""
			if err := strictyaml.Decode([]byte(c.text), &into); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("error %q\n want %q", got, c.want)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	candidates := []string{"rest/path-kebab-case", "rest/operation-id", "schema/primary-key"}
	for name, want := range map[string]string{
		"rest/path-kebap-case": "rest/path-kebab-case",
		"path-kebab-case":      "rest/path-kebab-case",
		"primary-keys":         "schema/primary-key",
		"REST/operation-ID":    "rest/operation-id",
		"kebab":                "rest/path-kebab-case",
		"something-else":       "",
		"":                     "",
	} {
		if got := strictyaml.Nearest(name, candidates); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("name: n\ninner: {size: 1}\nlist: [{size: 2}]\n"))
	f.Add([]byte("a: &a [*a]\n<<: *a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var into outer
		if err := strictyaml.Decode(data, &into); err != nil {
			if e, ok := err.(*strictyaml.Error); !ok || e.Line < 1 || e.Column < 1 {
				t.Errorf("error %v has no place", err)
			}
		}
	})
}
