package catalog

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// session is what statements set for those after them. A local setting ends with the transaction.
type session struct {
	zone, localZone string
}

// utc are the time zones that have been at no distance from UTC at all times (pg_get_timezone_offset in pgtz.c).
var utc = map[string]bool{
	"utc": true, "etc/utc": true, "gmt": true, "etc/gmt": true, "uct": true, "etc/uct": true, "zulu": true, "etc/zulu": true, "universal": true,
	"etc/universal": true, "greenwich": true, "etc/greenwich": true, "gmt0": true, "etc/gmt0": true, "gmt+0": true, "gmt-0": true, "0": true,
}

// set records a SET of the session's TimeZone.
func (c *Catalog) set(n *pgparse.Set) {
	if n.Name != "timezone" {
		return
	}
	v := strings.ToLower(n.Value)
	if n.Local {
		c.session.localZone = v
	} else {
		c.session.zone, c.session.localZone = v, ""
	}
}

// UTC tells whether the session's TimeZone is UTC; it is not known unless a statement has set it.
func (c *Catalog) UTC() (yes, known bool) {
	zone := c.session.zone
	if c.session.localZone != "" {
		zone = c.session.localZone
	}
	return utc[zone], zone != ""
}

// HasSequence tells whether the history creates a sequence.
func (c *Catalog) HasSequence(n Name) bool {
	_, ok := c.sequences[c.creation(n)]
	return ok
}
