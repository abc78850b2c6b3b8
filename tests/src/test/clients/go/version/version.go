// Package version tells which version of a module is in this program.
package version

import (
	"runtime/debug"
	"strings"
)

// Of a module's path, without the leading v; empty if the module is not in the program.
func Of(path string) string {
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if module.Path == path {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return ""
}
