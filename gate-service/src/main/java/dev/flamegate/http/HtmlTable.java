package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import java.util.List;

/** A table of a page, in a box of its own that scrolls where it is wider than the window. */
final class HtmlTable {
    private final String title;
    private final StringBuilder rows = new StringBuilder();
    private final List<String> columns;

    /**
     * @param title also the name of the box for those who listen
     * @param columns titles; one that begins with {@code #} is of numbers
     */
    HtmlTable(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** @param cells HTML, one a column; the first is the row's title */
    HtmlTable row(String... cells) {
        rows.append("<tr>");
        for (int i = 0; i < cells.length; i++) {
            String number = columns.get(i).startsWith("#") ? " class=\"number\"" : "";
            rows.append(i == 0 ? "<th scope=\"row\"" + number + ">" : "<td" + number + ">")
                    .append(cells[i])
                    .append(i == 0 ? "</th>" : "</td>");
        }
        rows.append("</tr>\n");
        return this;
    }

    /** @param none what is said if there are no rows */
    String html(String none) {
        String head = "<h2>" + text(title) + "</h2>\n";
        if (rows.isEmpty()) {
            return head + "<p class=\"muted\">" + text(none) + "</p>\n";
        }
        StringBuilder titles = new StringBuilder();
        for (String column : columns) {
            titles.append(column.startsWith("#") ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                    .append(text(column.startsWith("#") ? column.substring(1) : column))
                    .append("</th>");
        }
        return head + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + text(title)
                + "\"><table><thead><tr>" + titles + "</tr></thead>\n<tbody>" + rows + "</tbody></table></div>\n";
    }
}
