// Burns four seconds of CPU while Pyroscope's SDK sends to the address in SERVER_ADDRESS.
package main

import (
	"log"
	"os"
	"time"

	"flamegate.test/clients/burner"
	"flamegate.test/clients/version"

	"github.com/grafana/pyroscope-go"
)

func main() {
	profiler, err := pyroscope.Start(pyroscope.Config{
		ApplicationName: "burner",
		ServerAddress:   os.Getenv("SERVER_ADDRESS"),
		Tags:            map[string]string{"version": "1.4.2", "pod": "pod-1"},
		UploadRate:      2 * time.Second,
		ProfileTypes: []pyroscope.ProfileType{
			pyroscope.ProfileCPU,
			pyroscope.ProfileAllocObjects, pyroscope.ProfileAllocSpace,
			pyroscope.ProfileInuseObjects, pyroscope.ProfileInuseSpace,
			pyroscope.ProfileGoroutines,
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	work := burner.New()
	for work.Turn() < 4*time.Second {
	}
	if err := profiler.Stop(); err != nil {
		log.Fatal(err)
	}
	work.Say("pyroscope-go " + version.Of("github.com/grafana/pyroscope-go"))
}
