package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LooksLikeTest {
    private static final String GPERFTOOLS =
            "a CPU profile of gperftools, older than pprof: convert it with pprof -proto";

    @Test
    void textIsTold() {
        is("<!DOCTYPE html>\n<p>", "an HTML page");
        is("\n <HTML lang=en>", "an HTML page");
        is("<!-- made by x -->\n<html>", "an HTML page");
        is("<?xml version='1.0'?>", "XML");
        is("<project xmlns='x'>", "XML");
        is("{\"error\":\n \"no\"}", "JSON: '{\"error\": \"no\"}'");
        is("[1, 2]", "JSON: '[1, 2]'");
        is(
                "heap profile: 1: 2 [3: 4] @ heap/5\n",
                "a profile in text form (fetch it without debug=1, or convert it with pprof -proto): 'heap profile: 1: 2 [3: 4] @ heap/5'");
        is("H4sIAAAAAAAA/6pWSi4tLk7NK1GyUlBKTMlNzFPSUVAqLUnTtVCqBQAAAP//", "base64: decode it first");
        is("404 page not found\n", "text: '404 page not found'");
        is("x".repeat(100), "base64: decode it first");
        is("ab ".repeat(100), "text: '" + "ab ".repeat(27).substring(0, 80) + "...'");
    }

    @Test
    void profilesInFormsThatAreNotReadAreTold() {
        String export = " (export it as pprof, speedscope or folded stacks): ";
        is("[{\"pid\": 0, \"ph\": \"B\"}]", "a trace for Chrome in JSON" + export + "'[{\"pid\": 0, \"ph\": \"B\"}]'");
        is("{\"traceEvents\": []}", "a trace for Chrome in JSON" + export + "'{\"traceEvents\": []}'");
        is("{\"head\":{\"callFrame\":{}}}", "a profile of V8 in JSON" + export + "'{\"head\":{\"callFrame\":{}}}'");
        is(
                "{\"mode\":1,\"gc_samples\":0}",
                "a profile of stackprof in JSON" + export + "'{\"mode\":1,\"gc_samples\":0}'");
        is("# callgrind format\nfn=a\n", "a profile of callgrind" + export + "'# callgrind format fn=a'");
        is("version: 1\nevents: Time\n", "a profile of callgrind" + export + "'version: 1 events: Time'");
    }

    @Test
    void binaryFormatsAreTold() {
        is("FLR\0\0\2", "a JFR recording");
        is("go 1.22 trace\0\0\0", "a Go execution trace, which is not a profile");
        is("PK\3\4", "a zip archive");
        is("(\u00b5/\u00fd\4", "zstd: decompress it first");
        is("\4\"M\u0018", "LZ4: decompress it first");
        is("\u007fELF\2\1", "a program (ELF)");
        is("PERFILE2\0", "perf.data of Linux perf: send what perf script prints");
        is("2ELIFREP\0", "perf.data of Linux perf: send what perf script prints");
        is("\0\0\0\0\3\0\0\0\0\0\0\0\u0010", GPERFTOOLS);
        is("\0".repeat(15) + "\3" + "\0".repeat(8), GPERFTOOLS);
        is("\u00ff\u00fea\0;\0b\0", "text in UTF-16: send it in UTF-8");
        is("\u00fe\u00ff\0a\0;\0b", "text in UTF-16: send it in UTF-8");
        is("\u001f\u008b\b", "gzip inside gzip: compress it once");
        is("\0\1\2\3\u00ff", "binary data that begins with 00 01 02 03 ff");
        is("", "nothing: it is empty");
    }

    private static void is(String content, String phrase) {
        assertThat(LooksLike.of(content.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(phrase);
    }
}
