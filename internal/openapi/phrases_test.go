package openapi

import "testing"

func TestPlaceholder(t *testing.T) {
	tests := []struct{ text, want string }{
		{"string", "string"}, {"String.", "String"}, {" No description provided ", "No description provided"}, {"...", "..."}, {"None", "None"},
		{"A string.", ""}, {"No description is needed.", ""}, {"", ""}, {"  ", ""},
		{"TODO", "TODO"}, {"TODO: sort", "TODO"}, {"Sorted. TODO describe how", "TODO"}, {"(TODO)", "TODO"}, {"<!-- TODO sort -->", "TODO"},
		{"List TODO items", ""}, {"TODO items", ""}, {"the TODO", ""}, {"TODO_ID: x", ""}, {"MYTODO: x", ""}, {"add a TODO write-up", ""},
		{"See FIXME", "FIXME"}, {"FIXMES", ""},
		{"Price: TBD", "TBD"}, {"\"TBD\"", ""}, {"'TBD' or 'DONE'", ""}, {"TBDs", ""},
		{"XXX", "XXX"}, {"XXX: ask", "XXX"}, {"(XXX) XXX-XXXX", ""}, {"size XXX: large", ""}, {"XXX-123", ""},
		{"Lorem Ipsum dolor", "Lorem Ipsum"}, {"Optional extended description in Markdown.", "Optional extended description in"},
	}
	for _, tt := range tests {
		if got := placeholder(tt.text); got != tt.want {
			t.Errorf("placeholder(%q) = %q; want %q", tt.text, got, tt.want)
		}
	}
}

func TestRestates(t *testing.T) {
	tests := []struct {
		text, name string
		want       bool
	}{
		{"The ID of the user.", "user_id", true}, {"userId", "userId", true}, {"User-ID", "userID", true}, {"Orders", "orders", true}, {"the", "the", true},
		{"The ID of the user, a UUID.", "user_id", false}, {"The user.", "user_id", false}, {"", "id", false}, {"---", "id", false}, {"id", "", false},
		{"Größe", "größe", true}, {"1", "2", false}, {"200", "200", true},
	}
	for _, tt := range tests {
		if got := restates(tt.text, tt.name); got != tt.want {
			t.Errorf("restates(%q, %q) = %v; want %v", tt.text, tt.name, got, tt.want)
		}
	}
}
