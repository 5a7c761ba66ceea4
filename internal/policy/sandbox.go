package policy

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// allowed are the builtin functions that a rule may call: pure, deterministic, and bounded by the size of what they are
// given. Everything else that OPA offers is in denied; a test asks for a decision on each new one.
var allowed = words(`
abs all and any array.concat array.flatten array.reverse array.slice assign
bits.and bits.negate bits.or bits.rsh bits.xor
ceil concat contains count div endswith eq equal floor format_int glob.match glob.quote_meta gt gte
indexof indexof_n internal.member_2 internal.member_3 internal.template_string intersection
is_array is_boolean is_null is_number is_object is_set is_string
lower lt lte max min minus mul neq
net.cidr_contains net.cidr_contains_matches net.cidr_intersects net.cidr_is_valid net.cidr_merge net.cidr_overlap
numbers.range numbers.range_step
object.filter object.get object.keys object.remove object.subset object.union object.union_n
or plus product regex.find_all_string_submatch_n regex.find_n regex.globs_match regex.is_valid regex.match regex.replace
regex.split regex.template_match rem replace round semver.compare semver.is_valid set_diff sort split sprintf startswith
strings.any_prefix_match strings.any_suffix_match strings.count strings.replace_n strings.reverse strings.split_n
substring sum to_number trim trim_left trim_prefix trim_right trim_space trim_suffix type_name union
units.parse units.parse_bytes upper uri.is_valid uri.parse walk
`)

// denied maps the builtin functions that a rule may not call to the reason, a clause that follows the function's name.
// A name that ends in a dot stands for all that begin with it.
var denied = map[string]string{
	"http.":                   "reaches the network, and a lint run makes no connection",
	"net.lookup_ip_addr":      "reaches the network, and a lint run makes no connection",
	"net.cidr_expand":         "can make sixteen million strings of one",
	"bits.lsh":                "can make a number of any length of a short one",
	"providers.":              "signs requests to a network that a lint run does not reach",
	"opa.runtime":             "shows the environment of the machine",
	"rand.":                   "is random, and the same input must give the same findings",
	"uuid.":                   "is random, and the same input must give the same findings",
	"time.":                   "depends on the clock or the machine's time zones",
	"crypto.":                 "has no use in judging facts",
	"io.jwt.":                 "has no use in judging facts",
	"base64":                  "decodes text that Go should have stated as facts",
	"hex.":                    "decodes text that Go should have stated as facts",
	"urlquery.":               "decodes text that Go should have stated as facts",
	"json.":                   "reads or writes documents, which is for Go to do; a schema could also name a network address",
	"yaml.":                   "reads or writes documents, which is for Go to do",
	"graphql.":                "reads documents, which is for Go to do",
	"graph.":                  "walks a graph, which is for Go to do",
	"rego.":                   "reads rules; a rule's METADATA belongs to bdma",
	"strings.render_template": "runs a second template language",
	"print":                   "writes to the output, which belongs to the report; look at `bdma facts` instead",
	"internal.print":          "writes to the output, which belongs to the report; look at `bdma facts` instead",
	"internal.test_case":      "is for tests, which are the cases of a .txtar file",
	"trace":                   "writes to the output, which belongs to the report",
	"cast_":                   "is deprecated by OPA",
	"re_match":                "is deprecated by OPA; call regex.match",
}

func words(s string) []string { return strings.Fields(s) }

// denial returns why a builtin may not be called, or false when nothing is said of it.
func denial(name string) (string, bool) {
	if why, ok := denied[name]; ok {
		return why, true
	}
	for prefix, why := range denied {
		if (strings.HasSuffix(prefix, ".") || prefix == "base64" || prefix == "cast_") && strings.HasPrefix(name, prefix) {
			return why, true
		}
	}
	return "", false
}

// capabilities is what the compiler lets every rule do, ours and the user's alike.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	caps := ast.CapabilitiesForThisVersion()
	caps.Builtins = slices.DeleteFunc(slices.Clone(caps.Builtins), func(b *ast.Builtin) bool {
		return !slices.Contains(allowed, b.Name)
	})
	caps.AllowNet = []string{} // nil would allow every host
	return caps
})
