package dev.flamegate.reports;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Drawing} as SVG: light by its attributes, dark by its style where the reader prefers that; no script, no reference outside.
 */
final class DrawingSvg {
    private final Markup out = new Markup();

    /** Of the group that is open: what follows in the same type needs no attributes of its own. */
    private Drawing.@Nullable Type open;

    private DrawingSvg() {}

    static String svg(Drawing drawing) {
        Markup svg = new Markup();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                drawing.width(),
                "height",
                drawing.height(),
                "viewBox",
                "0 0 " + drawing.width() + " " + drawing.height(),
                "role",
                "img",
                "aria-labelledby",
                "title description");
        svg.text("title", drawing.title(), "id", "title");
        svg.text("desc", drawing.description(), "id", "description");
        svg.open("style").raw(style()).close("style");
        svg.raw(hatchPattern());
        svg.empty(
                "rect",
                "width",
                drawing.width(),
                "height",
                drawing.height(),
                "class",
                "background",
                "fill",
                Palette.LIGHT.background);
        return svg.raw(elements(drawing.shapes())).close("svg").raw("\n").toString();
    }

    /** Without an svg element around them; the pattern of vanished frames must be defined as {@code hatch}. */
    static String elements(List<Drawing.Shape> shapes) {
        DrawingSvg svg = new DrawingSvg();
        shapes.forEach(svg::draw);
        svg.type(null);
        return svg.out.toString();
    }

    static String hatchPattern() {
        return new Markup()
                .open("defs")
                .open("pattern", "id", "hatch", "width", 6, "height", 6, "patternUnits", "userSpaceOnUse")
                .empty(
                        "path",
                        "d",
                        "M-1 7 7 -1M-1 1 1 -1M5 7 7 5",
                        "class",
                        "stripe",
                        "stroke",
                        Palette.LIGHT.background)
                .close("pattern")
                .close("defs")
                .toString();
    }

    private static String style() {
        Palette dark = Palette.DARK;
        return "@media (prefers-color-scheme: dark){" + dark.rules() + ".stripe{stroke:" + dark.background + "}}";
    }

    private void type(Drawing.@Nullable Type type) {
        if (type == open) {
            return;
        }
        if (open != null) {
            out.close("g");
        }
        if (type != null) {
            out.open("g", font(type));
        }
        open = type;
    }

    private static Object[] font(Drawing.Type type) {
        return new Object[] {
            "font-family",
            type.mono ? Drawing.MONO : Drawing.SANS,
            "font-size",
            type.size,
            "font-weight",
            type.bold ? 700 : 400
        };
    }

    private void draw(Drawing.Shape shape) {
        if (shape instanceof Drawing.Box box) {
            box(box);
        } else if (shape instanceof Drawing.Outline outline) {
            outline(outline);
        } else if (shape instanceof Drawing.Hatch hatch) {
            rect(hatch.x(), hatch.y(), hatch.width(), hatch.height(), "fill", "url(#hatch)");
        } else if (shape instanceof Drawing.Line line) {
            line(line);
        } else if (shape instanceof Drawing.Disc disc) {
            out.empty(
                    "circle",
                    "cx",
                    disc.x(),
                    "cy",
                    disc.y(),
                    "r",
                    disc.radius(),
                    "class",
                    disc.paint(),
                    "fill",
                    light(disc.paint()));
        } else if (shape instanceof Drawing.Link link) {
            link(link);
        }
    }

    private void rect(double x, double y, double width, double height, Object... more) {
        out.raw("<rect x=\"" + Markup.number(x) + "\" y=\"" + Markup.number(y) + "\" width=\"" + Markup.number(width)
                + "\" height=\"" + Markup.number(height) + "\"");
        out.attributes(more).raw("/>");
    }

    private void box(Drawing.Box box) {
        if (box.hint().isEmpty()) {
            rect(box.x(), box.y(), box.width(), box.height(), "class", box.paint(), "fill", light(box.paint()));
            return;
        }
        out.open(
                "rect",
                "x",
                box.x(),
                "y",
                box.y(),
                "width",
                box.width(),
                "height",
                box.height(),
                "class",
                box.paint(),
                "fill",
                light(box.paint()),
                "fill-opacity",
                box.opacity());
        out.text("title", box.hint()).close("rect");
    }

    private void outline(Drawing.Outline one) {
        rect(
                one.x() + 1,
                one.y() + 1,
                one.width() - 2,
                one.height() - 2,
                "class",
                one.paint(),
                "fill",
                "none",
                "stroke",
                light(one.paint()),
                "stroke-width",
                2);
    }

    private void line(Drawing.Line line) {
        Drawing.Span first = line.spans().get(0);
        if (line.spans().size() == 1) {
            type(first.type());
            Object[] anchor =
                    line.anchor() == Drawing.Anchor.START ? new Object[0] : new Object[] {"text-anchor", anchor(line)};
            out.raw("<text x=\"" + Markup.number(line.x()) + "\" y=\"" + Markup.number(line.y()) + "\" class=\""
                    + first.paint() + "\" fill=\"" + light(first.paint()) + "\"");
            out.attributes(anchor).raw(">").raw(Markup.escaped(first.text())).close("text");
            return;
        }
        type(null);
        out.open("text", "x", line.x(), "y", line.y(), "text-anchor", anchor(line));
        for (Drawing.Span span : line.spans()) {
            out.raw("<tspan dx=\"" + span.gap() + "\" class=\"" + span.paint() + "\" fill=\"" + light(span.paint())
                    + "\"");
            out.attributes(font(span.type()))
                    .raw(">")
                    .raw(Markup.escaped(span.text()))
                    .close("tspan");
        }
        out.close("text");
    }

    private static String anchor(Drawing.Line line) {
        return line.anchor().name().toLowerCase(Locale.ROOT);
    }

    private void link(Drawing.Link link) {
        String colour = light(link.paint());
        String path = "M" + point(link.fromX(), link.fromY()) + "Q" + point(link.bendX(), link.bendY()) + " "
                + point(link.toX(), link.toY());
        out.empty("path", "d", path, "class", link.paint(), "fill", "none", "stroke", colour, "stroke-width", 1.5);
        String head = "M" + point(link.toX(), link.toY());
        for (double turn : new double[] {-0.45, 0.45}) {
            head += "L"
                    + point(
                            link.toX() - 9 * Math.cos(link.angle() + turn),
                            link.toY() - 9 * Math.sin(link.angle() + turn));
        }
        out.empty("path", "d", head + "Z", "class", link.paint(), "fill", colour, "stroke", "none");
        out.empty("circle", "cx", link.fromX(), "cy", link.fromY(), "r", 2.5, "class", link.paint(), "fill", colour);
    }

    private static String point(double x, double y) {
        return Markup.number(x) + " " + Markup.number(y);
    }

    private static String light(String paint) {
        return Palette.LIGHT.colour(paint);
    }
}
