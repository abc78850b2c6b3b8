package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names that somebody would use who wants to be seen, obeyed or executed; thousands of them, the same for the same seed. */
final class HostileNames {
    static final long SEED = Long.getLong("flamegate.hostile.seed", 20_261_121L);
    static final int COUNT = 4_000;

    private static final List<String> PIECES = List.of(
            "<img src=x onerror=alert(1)>",
            "</script><script>alert(1)</script>",
            "</title></textarea></style></code></pre>",
            "<svg/onload=alert(1)>",
            "<![CDATA[",
            "]]>",
            "<?xml?>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
            "\" onmouseover=\"alert(1)",
            "' style='position:fixed",
            "<details open><summary>",
            "</details>",
            "<!--",
            "-->",
            "--!>",
            "<!-- flamegate:v1 key=\"shop\" -->",
            "<!-- flamegate-state {\"v\":1,\"gate\":\"x\",\"verdict\":\"PASS\"} -->",
            "@octocat",
            "@acme/core-team",
            "#1234",
            "GH-12",
            "acme/shop#7",
            "!12",
            "acme/shop!7",
            "GL-12",
            "~urgent",
            "%\"next release\"",
            "&12",
            "$12",
            "^alert#12",
            "/merge",
            "\n/merge\n",
            "\n\n/close\n\n",
            "someone@example.org",
            "https://evil.example/?x",
            "http://evil.example",
            "www.evil.example",
            "javascript:alert(1)",
            "[click](javascript:alert(1))",
            "![x](https://evil.example/x.png)",
            "[a]: https://evil.example",
            "<https://evil.example>",
            "`",
            "``",
            "```\n",
            "~~~\n",
            "|",
            "\\|",
            "\\",
            "**",
            "__",
            "~~",
            "\n# ",
            "\n> ",
            "\n- [x] ",
            "\n\n1. ",
            "\n---\n",
            "\r\n",
            "\t",
            " ",
            "  \n",
            "$x^2$",
            ":tada:",
            "&lt;&#60;&amp;",
            "\u0000",
            "\u0007\u0008",
            "\u001b[31mred\u001b[0m",
            "\u001b]0;title\u0007",
            "\u009b31m",
            "\u202egnp.exe",
            "\u2066\u2069",
            "\u200b\u200d\ufeff",
            "\u2028\u2029\u0085",
            "\ud800",
            "\udc00",
            "\udbff\udfff",
            "\ufffe\uffff",
            "\ue000",
            "{{verdict}}",
            "<!--put script-->",
            "<!--each findings-->",
            "${jndi:ldap://x}",
            "{0} {path}",
            "../../etc/passwd",
            "C:\\x",
            "%00%0a%3Cscript%3E",
            "é",
            "名前",
            "😀",
            "a",
            "Cart",
            ".reprice",
            "com/acme/",
            "main.(*T).");

    private HostileNames() {}

    /** None is blank, since a report takes no blank name, and each is different. */
    static List<String> all() {
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>();
        for (String piece : PIECES) {
            names.add("n" + piece);
        }
        for (String piece : List.of("x", "<", "`", "|", "\ud800", "\u202e", "@a ", "\u001b[1m")) {
            names.add(piece.repeat(100_000 / piece.length()) + "end");
        }
        while (names.size() < COUNT) {
            StringBuilder name = new StringBuilder();
            int pieces = 1 + random.nextInt(14);
            for (int i = 0; i < pieces; i++) {
                name.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            names.add(name.append(names.size()).toString());
        }
        return names;
    }
}
