// Serves /debug/pprof on a free port of 127.0.0.1, says which, and burns CPU until its standard input ends.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime"
	"strings"

	"flamegate.test/clients/burner"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal(http.Serve(listener, nil)) }()
	fmt.Println("listening", listener.Addr())
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	work := burner.New()
	for {
		select {
		case <-ended:
			work.Say("net/http/pprof of Go " + strings.TrimPrefix(runtime.Version(), "go"))
			return
		default:
			work.Turn()
		}
	}
}
