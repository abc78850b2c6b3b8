package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LooksLikeTest {

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
                "a profile in text form (fetch it without debug=1): 'heap profile: 1: 2 [3: 4] @ heap/5'");
        is("H4sIAAAAAAAA/6pWSi4tLk7NK1GyUlBKTMlNzFPSUVAqLUnTtVCqBQAAAP//", "base64: decode it first");
        is("404 page not found\n", "text: '404 page not found'");
        is("x".repeat(100), "base64: decode it first");
        is("ab ".repeat(100), "text: '" + "ab ".repeat(27).substring(0, 80) + "...'");
    }

    @Test
    void binaryFormatsAreTold() {
        is("FLR\0\0\2", "a JFR recording");
        is("go 1.22 trace\0\0\0", "a Go execution trace, which is not a profile");
        is("PK\3\4", "a zip archive");
        is("(\u00b5/\u00fd\4", "zstd: decompress it first");
        is("\4\"M\u0018", "LZ4: decompress it first");
        is("\u007fELF\2\1", "a program (ELF)");
        is("PERFILE2\0", "perf.data of Linux perf");
        is("\u001f\u008b\b", "gzip inside gzip: compress it once");
        is("\0\1\2\3\u00ff", "binary data that begins with 00 01 02 03 ff");
        is("", "nothing: it is empty");
    }

    private static void is(String content, String phrase) {
        assertThat(LooksLike.of(content.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(phrase);
    }
}
