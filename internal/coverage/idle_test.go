package coverage

import (
	"strings"
	"testing"
)

func TestIdleLines(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"comments":                      {"a.js", "// a\nf(); // b\n\n/* c */\n/**\n * d\n */\ng();\n/* e */ h();\n", "1 3-7"},
		"code behind a comment":         {"a.js", "/*\n * a\n */ f();\n/* a */ g(); /* b */\n", "1-2"},
		"a comment without stars":       {"a.js", "/*\n f();\n*/\n", "1 3"},
		"a template is no comment":      {"a.js", "const a = `/*`;\nf();\n", ""},
		"Windows":                       {"a.js", "// a\r\n\r\nf();\r\n", "1-2"},
		"types":                         {"a.ts", "import type { A } from './a';\nexport type B = 'x' | 'y';\n\nexport interface C<T> extends A {\n  f(): void;\n\n  g?: { a: string };\n}\nf();\ntype D = {\n  a: string;\n};\n", "1-8 10-12"},
		"no types in JavaScript":        {"a.js", "interface A {\n  f();\n}\n", ""},
		"code beside a type":            {"a.ts", "type A = { a: string }; f();\nexport type B = string; f();\n", ""},
		"code within a function":        {"a.ts", "export function f() {\n  return 1;\n}\n", ""},
		"another language":              {"a.py", "# a\n\n", ""},
		"a type in the midst of it":     {"a.ts", "function f() {\n  interface A {\n    a: string;\n  }\n}\n", ""},
		"a class is more than a type":   {"a.ts", "export class A implements B {\n  a = 1;\n}\n", ""},
		"an enum is more than a type":   {"a.ts", "export enum A {\n  a = 1,\n}\n", ""},
		"an object is more than that":   {"a.ts", "export const type = {\n  a: 1,\n};\n", ""},
		"an assertion is not a type":    {"a.ts", "const a = {\n} as A;\n", ""},
		"a star that multiplies":        {"a.js", "x = a\n* b;\n", ""},
		"an import that is no type":     {"a.ts", "import { type A, b } from './a';\n", ""},
		"a comment that does not end":   {"a.js", "/* a\nf();\n", "1"},
		"a default export of an object": {"a.ts", "export default {\n  a: 1,\n};\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range idleLines(c.file, []byte(c.text)) {
				got = append(got, s.String())
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func TestWithout(t *testing.T) {
	added := spans{{1, 10}, {20, 22}, {30, 30}}
	for _, c := range []struct {
		others spans
		want   string
	}{
		{nil, "1-10 20-22 30"},
		{spans{{1, 2}, {4, 4}, {10, 20}}, "3 5-9 21-22 30"},
		{spans{{5, 25}}, "1-4 30"},
		{spans{{1, 40}}, ""},
		{spans{{11, 19}, {31, 40}}, "1-10 20-22 30"},
	} {
		var got []string
		for _, s := range added.without(c.others) {
			got = append(got, s.String())
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("without %v: got %q, want %q", c.others, g, c.want)
		}
	}
}
