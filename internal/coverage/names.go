package coverage

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// clean writes a name of a report as a path: with slashes, and without what the configuration strips.
func (r *repository) clean(name string) string {
	name = slashed(name)
	for _, s := range r.strip {
		if rest, ok := strings.CutPrefix(name, s); ok && strings.HasPrefix(rest, "/") {
			return rest[1:]
		}
	}
	return name
}

// slashed writes a path of any system with slashes and without a drive, scheme or host. What begins with a folder that
// stands for the root of the sources is relative.
func slashed(name string) string {
	name = strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")
	if i := strings.Index(name, "://"); i > 0 {
		name = pathOfURL(name[i+len("://"):])
	}
	if len(name) >= 2 && name[1] == ':' && (len(name) == 2 || name[2] == '/') {
		name = name[2:]
	}
	if strings.HasPrefix(name, "_/") {
		name = name[1:] // Go's name for a package outside of a module is its path behind a line
	}
	if name == "" {
		return ""
	}
	name = path.Clean(name)
	for _, root := range sourceRoots {
		if rest, ok := strings.CutPrefix(name, root); ok {
			return rest
		}
	}
	return name
}

// inward returns a relative path without what leads out of the folder that it is relative to.
func inward(name string) string {
	for strings.HasPrefix(name, "../") {
		name = name[len("../"):]
	}
	return name
}

// sourceRoots are what tools write for the root of the sources: deterministic builds of .NET, and a Go program of single
// files.
var sourceRoots = []string{"/_/", "/_1/", "command-line-arguments/"}

// pathOfURL returns the path in a URL without its scheme: behind the host, or in the query "path" of a source link.
func pathOfURL(text string) string {
	host, query, _ := strings.Cut(text, "?")
	_, name, ok := strings.Cut(host, "/")
	if !ok {
		name = host
	}
	for pair := range strings.SplitSeq(query, "&") {
		if value, ok := strings.CutPrefix(pair, "path="); ok && strings.Contains(value, ".") {
			name = strings.TrimPrefix(strings.ReplaceAll(value, "%2F", "/"), "/")
		}
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return "/" + name
}

// isRelativeGo reports whether a Go profile names a file by its path and not by its import path.
func isRelativeGo(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_/") || strings.HasPrefix(name, "command-line-arguments/")
}

// foreign are folders that other people's code lies in.
var foreign = []string{
	"rustc", ".cargo", "cargo/registry", ".rustup", "node_modules", "site-packages", "dist-packages", ".m2", ".gradle", ".nuget", "vcpkg_installed", "_deps", "pkg/mod",
	"usr/include", "usr/lib", "usr/local/include", "usr/local/lib", "usr/local/go", "opt/homebrew", "nix/store", "Program Files", "Applications",
}

// isForeign reports whether a path leads through such a folder.
func isForeign(name string) bool {
	name = "/" + strings.Trim(path.Dir(name), "/") + "/"
	return slices.ContainsFunc(foreign, func(dir string) bool { return strings.Contains(name, "/"+dir+"/") })
}
