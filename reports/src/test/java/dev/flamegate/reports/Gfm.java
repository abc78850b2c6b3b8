package dev.flamegate.reports;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Markdown as GitHub reads it: CommonMark with tables, strikethrough and links that nobody marked as such. */
final class Gfm {
    /** What GitHub or GitLab makes a mention, a reference or a link of, where it stands outside of code. */
    static final Pattern CALL = Pattern.compile(
            "(?<![\\w`/])@\\w|(?<![\\w&])#\\d|\\bG[HL]-\\d|https?://|www\\.|\\w@[\\w-]+\\.\\w|[!&$]\\d|[~%][\\w\"]|\\^alert");

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private Gfm() {}

    static String html(String markdown) {
        return HTML.render(PARSER.parse(markdown));
    }

    static Document rendered(String markdown) {
        return Jsoup.parse(html(markdown));
    }
}
