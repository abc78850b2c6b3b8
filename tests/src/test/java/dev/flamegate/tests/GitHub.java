package dev.flamegate.tests;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A comment as a forge shows it: Markdown through a second implementation, in about GitHub's clothes. */
final class GitHub {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());
    private static final String STYLE = """
            :root { color-scheme: light dark; --bg: #fff; --fg: #1f2328; --line: #d1d9e0; --code: #818b981f; --link: #0969da; --soft: #f6f8fa }
            @media (prefers-color-scheme: dark) {
              :root { --bg: #0d1117; --fg: #f0f6fc; --line: #3d444d; --code: #656c7633; --link: #4493f8; --soft: #151b23 } }
            body { margin: 0; padding: 16px; background: var(--bg); color: var(--fg); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans",
              Helvetica, Arial, sans-serif }
            main { border: 1px solid var(--line); border-radius: 6px; padding: 16px; overflow-wrap: anywhere }
            main > :first-child { margin-top: 0 } main > :last-child { margin-bottom: 0 }
            h3 { font-size: 1.25em; line-height: 1.25; margin: 0 0 16px } p, ul, table, pre, details { margin: 0 0 16px } ul { padding-left: 2em }
            code, pre { font: 12px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
            code { background: var(--code); border-radius: 6px; padding: .2em .4em } a { color: var(--link) }
            pre { background: var(--soft); border-radius: 6px; padding: 16px; overflow: auto } pre code { background: none; padding: 0 }
            table { border-collapse: collapse; display: block; overflow: auto; width: max-content; max-width: 100% }
            th, td { border: 1px solid var(--line); padding: 6px 13px } tr:nth-child(2n) td { background: var(--soft) } img { max-width: 100% }
            summary { cursor: pointer }
            """;

    private GitHub() {}

    static String html(String markdown) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .build()
                .render(Parser.builder().extensions(EXTENSIONS).build().parse(markdown));
    }

    static String page(String markdown) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>comment</title><style>" + STYLE
                + "</style><main>" + html(markdown) + "</main></html>";
    }
}
