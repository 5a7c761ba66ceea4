package runner

import "regexp"

var djangoStep = regexp.MustCompile(`(?m)^--\r?\n-- (Create model|Add field|Alter field|Remove field|Rename field|Rename model|Delete model|Create index|Add index|Remove index|Rename index|Create constraint|Add constraint|Remove constraint|Alter unique_together|Alter index_together|Rename table|Raw SQL operation|Raw Python operation|Alter field|Change Meta options|Custom state/database change|Create proxy model|Concurrently create index|Concurrently remove index)\b`)

// Django prints migrations in Python as SQL: manage.py sqlmigrate.
var Django = register(&Runner{
	Name: "django",
	Doc: Doc{
		Title: "Django's SQL", URL: "https://docs.djangoproject.com/en/stable/ref/django-admin/#sqlmigrate",
		Recognised:   "Comments such as `-- Create model Order` in one of the first files, as `manage.py sqlmigrate` prints them.",
		Files:        "Every `.sql` file of the folder. The migrations in Python are not read.",
		Order:        "By name, numbers by value.",
		Directions:   "Up, unless the name says otherwise.",
		Transactions: "As the file has it: `BEGIN` and `COMMIT`, which Django leaves out of a migration with `atomic = False`.",
	},
	Priority:           byMarks,
	Detect:             func(h *History) bool { return h.anyHead(djangoStep.MatchString) },
	File:               plainFile,
	Mode:               None,
	OutsideTransaction: "put it in a migration of its own with `atomic = False`",
	Leaves:             true,
})
