package openapi

import (
	"bytes"
	"strings"
)

// sniffed is what a look at a file's text tells of it, without parsing it.
type sniffed struct {
	// swagger and openapi are the values of these keys at the top level, "" when there is no such key.
	swagger, openapi string
	// quoted says that the openapi value is a string whatever it looks like.
	quoted bool
	// like says that other top-level keys are those of an OpenAPI document.
	like bool
}

// sniff looks for the top-level keys that tell an OpenAPI document. It is made for thousands of files that are none.
func sniff(data []byte) sniffed {
	var s sniffed
	if !bytes.Contains(data, []byte("openapi")) && !bytes.Contains(data, []byte("swagger")) {
		return s
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	if len(trimmed) > 0 && trimmed[0] == '{' {
		if !bytes.HasPrefix(trimmed, []byte("{{")) { // a template's directive
			s.flow(trimmed)
			return s
		}
	}
	s.block(data)
	return s
}

func (s *sniffed) key(name, value []byte, quoted bool) {
	switch string(name) {
	case "openapi":
		s.openapi, s.quoted = string(value), quoted
	case "swagger":
		s.swagger = string(value)
	case "info", "paths", "components", "webhooks":
		s.like = true
	}
}

// flow looks through JSON or a YAML flow mapping. Brackets within plain YAML scalars are rare enough to be ignored.
func (s *sniffed) flow(data []byte) {
	depth := 0
	var name []byte // the last string at depth 1
	for i := 0; i < len(data); {
		switch c := data[i]; c {
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
			if depth == 0 {
				return
			}
		case '"', '\'':
			end := closing(data, i)
			if depth == 1 {
				name = data[i+1 : end]
			}
			i = end + 1
		case ':':
			i++
			if depth == 1 {
				value, quoted := flowValue(data[i:])
				if len(value) < 100 {
					s.key(name, value, quoted)
				}
				name = nil
			}
		case ' ', '\t', '\r', '\n', ',':
			i++
		default:
			end := i
			for end < len(data) && bytes.IndexByte([]byte("{}[],:\"' \t\r\n"), data[end]) < 0 {
				end++
			}
			if depth == 1 {
				name = data[i:end]
			}
			i = max(end, i+1)
		}
	}
}

// closing is the index of the quote that ends the string that begins at i.
func closing(data []byte, i int) int {
	quote := data[i]
	for j := i + 1; j < len(data); j++ {
		switch data[j] {
		case '\\':
			if quote == '"' {
				j++
			}
		case quote:
			return j
		}
	}
	return len(data)
}

func flowValue(data []byte) (value []byte, quoted bool) {
	data = bytes.TrimLeft(data, " \t\r\n")
	if len(data) == 0 {
		return nil, false
	}
	if data[0] == '"' || data[0] == '\'' {
		return data[1:closing(data, 0)], true
	}
	if end := bytes.IndexAny(data[:min(len(data), 200)], ",}\r\n"); end >= 0 {
		data = data[:end]
	}
	return bytes.TrimSpace(data[:min(len(data), 200)]), false
}

// block looks at the lines of the top-level mapping of a YAML file.
func (s *sniffed) block(data []byte) {
	indent := -1
	for len(data) > 0 {
		var line []byte
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			line, data = data[:i], data[i+1:]
		} else {
			line, data = data, nil
		}
		if len(line) == 0 || indent == 0 && (line[0] == ' ' || line[0] == '\t' || line[0] == '#') {
			continue
		}
		content := bytes.TrimLeft(line, " ")
		in := len(line) - len(content)
		content = bytes.TrimSpace(content)
		switch {
		case len(content) == 0 || content[0] == '#' || content[0] == '%' || bytes.HasPrefix(content, []byte("{{")):
			continue
		case bytes.HasPrefix(content, []byte("---")):
			if indent >= 0 {
				return // only the first document counts
			}
			continue
		}
		if indent < 0 {
			indent = in
		}
		if in != indent {
			continue
		}
		name, value, ok := bytes.Cut(content, []byte(":"))
		if !ok || len(name) == 0 {
			continue
		}
		name = bytes.Trim(bytes.TrimSpace(name), `"'`)
		value = bytes.TrimSpace(value)
		quoted := len(value) > 0 && (value[0] == '"' || value[0] == '\'')
		if quoted {
			value = value[1:closing(value, 0)]
		} else {
			if i := bytes.Index(value, []byte(" #")); i >= 0 {
				value = bytes.TrimSpace(value[:i])
			}
		}
		s.key(name, value, quoted)
	}
}

// judged reports whether a version is one that bdma judges.
func judged(version string) bool { return versionOf(version) != 0 }

// versionOf tells the version of the specification that a value of "openapi" names; 0 when bdma knows none.
func versionOf(openapi string) version {
	for minor, v := range map[string]version{"3.0": v30, "3.1": v31, "3.2": v32} {
		if openapi == minor || strings.HasPrefix(openapi, minor+".") || strings.HasPrefix(openapi, minor+"-") {
			return v
		}
	}
	return 0
}

// isSwagger reports whether a value of "swagger" is that of the one version that has the key.
func isSwagger(version string) bool { return version == "2.0" || version == "2" }
