// SPDX-License-Identifier: Apache-2.0

package node

import "testing"

func TestVariablesAreExpanded(t *testing.T) {
	values := map[string]string{"A": "1", "B": "two words"}
	for text, expected := range map[string]string{
		"":               "",
		"plain":          "plain",
		"$(A)":           "1",
		"x=$(A),y=$(B).": "x=1,y=two words.",
		"$$(A)":          "$(A)",
		"$(UNKNOWN)":     "$(UNKNOWN)",
		"$A $ $(A":       "$A $ $(A",
	} {
		if found := expand(text, values); found != expected {
			t.Errorf("%q became %q instead of %q", text, found, expected)
		}
	}
}
