package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
)

// reserved are the key words that cannot be the name of a column or table without quotes (manual, appendix C).
var reserved = set(`all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create
	cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false
	fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp
	natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric table tablesample
	then to trailing true union unique user using variadic verbose when where window with`)

// protections are the words in a name that say that a value is not kept as it is.
var protections = set(`hash hashed hashes digest digests bcrypt argon argon2 argon2id scrypt pbkdf2 sha sha1 sha2 sha256 sha512 md5 hmac checksum fingerprint fingerprints
	encrypted enc cipher ciphertext ciphered crypt crypted sealed wrapped masked redacted tokenized tokenised salted verifier thumbprint display preview last4`)

// qualifiers at the end of a name say how a value is written, not what it is.
var qualifiers = set(`plain plaintext cleartext raw value values text txt str string normalized normalised lower lowercase upper canonical current old new temp tmp unencrypted
	unhashed original`)

func set(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// contents are the kinds of values of types, by their internal names.
var contents = map[string]string{
	"text": "text", "varchar": "text", "bpchar": "text", "citext": "text", "name": "text", "json": "text", "jsonb": "text", "xml": "text", "hstore": "text",
	"bytea": "bytes", "date": "date", "inet": "address", "cidr": "address", "macaddr": "address", "macaddr8": "address",
}

// contentColumn states a column that can hold what a person typed or a machine issued.
func (r *reader) contentColumn(t *catalog.Table, c *catalog.Column, col *Column) {
	if c.Generated || col.IsForeignKey || col.IsPrimaryKey || t.Temporary || !r.settings.Wanted.Want("content_columns") {
		return
	}
	typ := c.Type
	if d := r.cat.Domain(typ); d != nil {
		typ = d.Base
	}
	kind := contents[typ.Name]
	if kind == "" {
		return
	}
	words := strings.FieldsFunc(snake(c.Name), func(c rune) bool { return c == '_' })
	row := ContentColumn{
		At: col.At, Table: col.Table, Column: c.Name, Path: quotePath(col.Table) + "." + quote(c.Name), Kind: kind, Protected: slices.ContainsFunc(words, func(w string) bool { return protections[w] }), Comment: strings.ToLower(col.Comment),
		Endings: endings(words),
	}
	if len(row.Endings) > 0 {
		r.model.ContentColumns = append(r.model.ContentColumns, row)
	}
}

// endings returns the last one, two and three words of a name.
func endings(words []string) []string {
	words = slices.Clone(words)
	for n := len(words); n > 0; n = len(words) {
		last := strings.TrimRight(words[n-1], "0123456789")
		if n > 1 && (last == "" || qualifiers[last]) {
			words = words[:n-1]
			continue
		}
		words[n-1] = singular(last)
		break
	}
	var out []string
	for k := 1; k <= 3 && k <= len(words); k++ {
		out = append(out, strings.Join(words[len(words)-k:], "_"))
	}
	return out
}

// singular is the singular of a regular plural, and any other word as it is.
func singular(w string) string {
	switch {
	case len(w) < 4 || !strings.HasSuffix(w, "s") || numberless[w]:
		return w
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is"):
		return w
	}
	return w[:len(w)-1]
}

// numberless are words whose number cannot be told, or that have none: adjectives, participles, masses, abbreviations, and what is
// both. Tables have them in schemas of either convention.
var numberless = set(`data metadata meta info information history status series species news settings config configuration access audit log inventory staff equipment software
	analytics statistics stats preferences credentials progress address process class business alias basis analysis lens canvas focus bonus virus campus bus gas
	dns sms tls aws gps kms https cors os ios saas sales goods means headquarters details media content feedback traffic auth oauth usage billing storage cache archive
	schedule progress summary outbox inbox default internal external global local public private active pending latest recent current previous new old all online offline
	raw json xml csv html pdf sql temp tmp test backup stage staging hourly daily weekly monthly yearly total lookup people children men women mice criteria indices`)

// number says whether a table's name is in the singular or plural, by its last word: regular English plurals are told, and all else that
// is one word of letters is a singular.
func number(name string) string {
	words := strings.FieldsFunc(snake(name), func(c rune) bool { return c == '_' })
	if len(words) == 0 {
		return ""
	}
	w := words[len(words)-1]
	switch {
	case w == "people" || w == "children" || w == "indices" || w == "criteria":
		return "plural"
	case len(w) < 4 || numberless[w] || strings.ContainsFunc(w, func(c rune) bool { return c < 'a' || c > 'z' }),
		strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "able"):
		return ""
	case singular(w) != w:
		return "plural"
	}
	return "singular"
}

// numbers states which tables' names are singular and plural.
func (r *reader) numbers() {
	if !r.settings.Wanted.Want("numbered_tables") && !r.settings.Wanted.Want("number_mix") {
		return
	}
	count := make(map[string]int)
	first := ""
	for i := range r.model.Tables {
		t := &r.model.Tables[i]
		if t.IsPartition || t.IsTemporary || t.Inherits {
			continue
		}
		if n := number(t.Name); n != "" {
			r.model.NumberedTables = append(r.model.NumberedTables, NumberedTable{At: t.At, Table: t.Table, Number: n})
			count[n]++
			if first == "" {
				first = n
			}
		}
	}
	if count["singular"] == 0 || count["plural"] == 0 {
		return
	}
	mix := &NumberMix{Most: first, Odd: []facts.ID{}}
	if count["singular"] != count["plural"] {
		mix.Most = "singular"
		if count["plural"] > count["singular"] {
			mix.Most = "plural"
		}
	}
	for _, n := range r.model.NumberedTables {
		if n.Number == mix.Most {
			continue
		}
		if mix.First == "" {
			mix.First, mix.FirstAt = n.Table, n.At
		} else if len(mix.Odd) < maxOdd {
			mix.Odd = append(mix.Odd, n.At)
		}
	}
	r.model.NumberMix = mix
}

// maxOdd bounds the places of one finding.
const maxOdd = 10

// nameCounts states how many names of a kind need quotes.
func (r *reader) nameCounts(kind string, names map[string]*Group) {
	row := NameCount{Kind: kind, More: []facts.ID{}}
	for name, g := range names {
		switch {
		case !g.IsSnake:
			row.Quoted++
			row.More = append(row.More, g.At)
			if row.First == "" || g.At < row.At {
				row.First, row.At = name, g.At
			}
		case kind == "table" || strings.Contains(strings.Trim(name, "_"), "_"):
			row.Plain++
		}
	}
	if row.Quoted == 0 {
		return
	}
	slices.Sort(row.More)
	row.More = row.More[1:min(len(row.More), 1+maxOdd)]
	r.model.NameCounts = append(r.model.NameCounts, row)
}
