// Burns four seconds of CPU under runtime/pprof, and sends the profile to SERVER_ADDRESS with the OpenTelemetry Collector's own encoding
// and stub, as its eBPF profiler does: by gRPC, or by HTTP if the argument is "http".
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"runtime/pprof"
	"strings"
	"time"

	"flamegate.test/clients/burner"
	"flamegate.test/clients/version"

	"go.opentelemetry.io/collector/pdata/pprofile/pprofileotlp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/encoding/gzip"
)

func main() {
	var recorded bytes.Buffer
	start := time.Now()
	check(pprof.StartCPUProfile(&recorded))
	work := burner.New()
	for work.Turn() < 4*time.Second {
	}
	pprof.StopCPUProfile()
	request := pprofileotlp.NewExportRequestFromProfiles(converted(&recorded, start))
	client := "pprofileotlp " + version.Of("go.opentelemetry.io/collector/pdata/pprofile")
	if len(os.Args) > 1 && os.Args[1] == "http" {
		sendByHTTP(request)
	} else {
		sendByGRPC(request)
		client += " with grpc-go " + version.Of("google.golang.org/grpc")
	}
	work.Say(client)
}

func sendByGRPC(request pprofileotlp.ExportRequest) {
	target := strings.TrimPrefix(os.Getenv("SERVER_ADDRESS"), "http://")
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	check(err)
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	response, err := pprofileotlp.NewGRPCClient(connection).Export(ctx, request, grpc.UseCompressor("gzip"))
	check(err)
	checkWhole(response)
}

func sendByHTTP(request pprofileotlp.ExportRequest) {
	body, err := request.MarshalProto()
	check(err)
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, err = zip.Write(body)
	check(err)
	check(zip.Close())
	post, err := http.NewRequest(http.MethodPost, os.Getenv("SERVER_ADDRESS")+"/v1development/profiles", &packed)
	check(err)
	post.Header.Set("Content-Type", "application/x-protobuf")
	post.Header.Set("Content-Encoding", "gzip")
	answer, err := http.DefaultClient.Do(post)
	check(err)
	defer answer.Body.Close()
	var content bytes.Buffer
	_, err = content.ReadFrom(answer.Body)
	check(err)
	if answer.StatusCode != http.StatusOK {
		log.Fatal(answer.Status, ": ", content.String())
	}
	response := pprofileotlp.NewExportResponse()
	check(response.UnmarshalProto(content.Bytes()))
	checkWhole(response)
}

func checkWhole(response pprofileotlp.ExportResponse) {
	if part := response.PartialSuccess(); part.RejectedProfiles() != 0 || part.ErrorMessage() != "" {
		log.Fatal(fmt.Sprint(part.RejectedProfiles(), " profiles rejected: ", part.ErrorMessage()))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
