package dev.flamegate.http;

import java.util.List;
import java.util.Map;

/** The bar above the operator's pages. Three of them keep the addresses that they had before the others were there. */
final class OperatorTabs {
    private static final List<Map.Entry<String, String>> TABS = List.of(
            Map.entry("/operate", "Ingest"),
            Map.entry("/targets", "Targets"),
            Map.entry("/labels", "Labels"),
            Map.entry("/operate/store", "Store"),
            Map.entry("/outbox", "Outbox"),
            Map.entry("/operate/configuration", "Configuration"),
            Map.entry("/operate/access", "Access"));

    private OperatorTabs() {}

    /** A whole page with the bar below its title. */
    static String page(String path, String title, String body) {
        String head = Pages.styles("operate.css") + Pages.modules("times.mjs", "operate.mjs");
        return Pages.frame(title, head, bar(path) + body);
    }

    private static String bar(String path) {
        StringBuilder bar = new StringBuilder("<nav class=\"tabs\" aria-label=\"Operate\">");
        for (Map.Entry<String, String> tab : TABS) {
            bar.append("<a href=\"")
                    .append(tab.getKey())
                    .append(tab.getKey().equals(path) ? "\" aria-current=\"page\">" : "\">")
                    .append(tab.getValue())
                    .append("</a>");
        }
        return bar.append("</nav>\n").toString();
    }
}
