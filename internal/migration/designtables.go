package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
)

// shapes states what the columns of a table are together.
func (d *designer) shapes(t *designed) {
	d.numbered(t)
	d.polymorphic(t)
	d.attributeValue(t)
	if t.Opaque {
		return
	}
	others, nullable := 0, 0
	for _, c := range t.columns {
		switch {
		case c.IsPrimaryKey || c.IsKeyPart || c.IsGenerated:
		case c.NotNull:
			others++
		default:
			nullable++
		}
	}
	t.row.OnlyNullable = others == 0 && nullable > 1
}

// polymorphic finds the columns that hold the key of a row whose table another column names: subject_id beside subject_type.
func (d *designer) polymorphic(t *designed) {
	partners := make(map[string]*Column)
	for _, c := range t.columns {
		typ := d.plain(t.of[c.Name].Type)
		if n := len(c.Words); n > 1 && c.Words[n-1] == "type" && (isText(typ) || typ.Schema != "") {
			partners[strings.Join(c.Words[:n-1], "_")] = c
		}
	}
	if len(partners) == 0 {
		return
	}
	for _, c := range t.columns {
		n := len(c.Words)
		if n < 2 || !isID(c.Words) || t.referencing[c.Name] || c.IsPrimaryKey {
			continue
		}
		// What has the type of no key is a number of somewhere else: the id of an event at Stripe.
		if p := partners[strings.Join(c.Words[:n-1], "_")]; p != nil && d.keyed[kindOf(d.plain(t.of[c.Name].Type))] {
			c.TypeColumn, c.TypeColumnAt = p.Name, p.At
		}
	}
}

// keyKinds returns the kinds of the keys of one column by which rows of this schema can be referenced.
func (d *designer) keyKinds() map[string]bool {
	kinds := make(map[string]bool)
	for _, t := range d.order {
		if pk := t.PrimaryKey(); pk != nil && len(pk.Columns) == 1 && !t.row.IsBookkeeping && t.of[pk.Columns[0]] != nil {
			kinds[kindOf(d.plain(t.of[pk.Columns[0]].Type))] = true
		}
	}
	return kinds
}

// kindOf returns what values of a type have in common with those that they are compared with: all texts are of one kind, all integers of another.
func kindOf(t catalog.Type) string {
	switch {
	case isText(t):
		return "text"
	case t.Schema == "" && t.Array == 0 && (t.Name == "int2" || t.Name == "int4" || t.Name == "int8"):
		return "integer"
	}
	return t.String()
}

// attributes are the names of columns that hold the name of an attribute, and values those that hold its value.
var (
	attributes = wordSet("attribute attribute_name attribute_key attribute_id attr attr_name attr_key property property_name property_key property_id field field_name field_key " +
		"field_id custom_field_id meta_key metadata_key key")
	values = wordSet("value attribute_value attr_value property_value field_value meta_value metadata_value")
)

// maxAttributeTable is how many columns a table may have that does nothing but hold attributes.
const maxAttributeTable = 8

// attributeValue tells whether each row of a table holds one attribute of something else.
func (d *designer) attributeValue(t *designed) {
	if t.Opaque || len(t.columns) > maxAttributeTable {
		return
	}
	var entity, attribute, value string
	for _, c := range t.columns {
		name := strings.Join(c.Words, "_")
		switch {
		case attributes[name]:
			attribute = c.Name
		case values[name] && isText(d.plain(t.of[c.Name].Type)):
			value = c.Name
		case t.referencing[c.Name] && entity == "":
			entity = c.Name
		}
	}
	if entity != "" && attribute != "" && value != "" {
		t.row.AttributeValue = &AttributeValue{Entity: entity, Attribute: attribute, Value: value}
	}
}

// softDelete finds the column that marks rows as deleted by a time.
func (d *designer) softDelete(t *designed) {
	for _, c := range t.columns {
		n := len(c.Words)
		if n != 2 || c.Words[0] != "deleted" && c.Words[0] != "removed" || !slices.Contains([]string{"at", "on", "date", "time"}, c.Words[1]) || c.NotNull ||
			!isMoment(d.plain(t.of[c.Name].Type)) {
			continue
		}
		t.row.SoftDelete, t.row.SoftDeleteAt = c.Name, c.At
		t.row.SoftDeleteIndexed = slices.ContainsFunc(t.Indexes, func(x *catalog.Index) bool { return x.Uses(c.Name) || mentions(x.Where, c.Name) })
		return
	}
}

// mentions tells whether an expression's text has a name in it as a word.
func mentions(text, name string) bool {
	for rest := text; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return false
		}
		before, after := rest[:i], rest[i+len(name):]
		if (before == "" || !isNameByte(before[len(before)-1])) && (after == "" || !isNameByte(after[0])) {
			return true
		}
		rest = after
	}
}

func isNameByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
