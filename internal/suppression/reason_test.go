package suppression

import "testing"

func TestSays(t *testing.T) {
	for reason, want := range map[string]bool{
		"public since 2014": true, "расходы": true, "請求": true, "#17": true,
		"": false, " ": false, ".": false, "--": false, "\u200b\u2060": false, "\u3164\u115f": false, "\u00a0": false, "🤷": false,
	} {
		if got := Says(reason); got != want {
			t.Errorf("Says(%q) = %v", reason, got)
		}
	}
}
