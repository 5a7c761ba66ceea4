package contract

import "slices"

// usual writes out what a server has where nobody chooses: the defaults of those variables that may have any value.
func (s Server) usual() Server {
	out := s
	out.Variables = make(map[string]Variable, len(s.Variables))
	for name, v := range s.Variables {
		if len(v.Enum) == 0 && v.Default != "" {
			v.Enum = []string{v.Default}
		}
		out.Variables[name] = v
	}
	return out
}

// usualServers compares the addresses that clients call who leave the variables of a server alone. Such an address is still one of a
// server that takes any value, and yet the description no longer speaks of it: often the variable is the version of the API.
func (s *surfaces) usualServers(was, is []Server, list []Change) []Change {
	var now []Server
	for _, n := range is {
		now = append(now, n.usual())
	}
	written, few := addresses(now, s.to)
	if !few {
		return list
	}
	all, _ := addresses(is, s.to)
	for _, o := range was {
		every, _ := addresses([]Server{o}, s.from)
		usual, fewUsual := addresses([]Server{o.usual()}, s.from)
		if !fewUsual || len(uncovered(every, usual)) == 0 || len(uncovered(every, all)) > 0 {
			continue // every value is written out, or the server is gone as a whole
		}
		gone := uncovered(usual, written)
		came := slices.DeleteFunc(slices.Clone(written), func(a address) bool {
			return !slices.ContainsFunc(every, func(b address) bool { return reaches(b.pattern, a.pattern) })
		})
		if len(gone) > 0 && len(came) > 0 {
			list = append(list, Change{Kind: "server-default", Effect: Differs, At: came[0].at, Was: o.At, Subject: o.URL, Name: o.URL, From: urls(gone), To: urls(came)})
		}
	}
	return list
}
