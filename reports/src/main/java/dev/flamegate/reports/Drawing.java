package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * A static picture as a list of shapes, drawn in their order: {@link DrawingSvg} and {@link DrawingPng} make the same picture of it. Paints
 * are names that {@link Palette#colour} knows, so that one drawing is right in light and in dark. Lengths are CSS pixels.
 */
record Drawing(String title, String description, int width, int height, List<Shape> shapes) {
    static final String SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
    static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    /** How text is set. */
    enum Type {
        HEADLINE(14, false, false),
        VERDICT(14, false, true),
        FINDING(12, false, false),
        FINDING_NAME(12, true, false),
        NOTE(11, false, false),
        LABEL(11, true, false),
        NUMBER(10, false, true);

        final int size;
        final boolean mono;
        final boolean bold;

        Type(int size, boolean mono, boolean bold) {
            this.size = size;
            this.mono = mono;
            this.bold = bold;
        }
    }

    /** Which point of a line its x is. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** @param gap pixels left free before it */
    record Span(String text, Type type, String paint, int gap) {}

    sealed interface Shape permits Box, Outline, Hatch, Line, Disc, Link {}

    /** @param hint what it stands for, where there is no room to write it; may be empty */
    record Box(double x, double y, double width, double height, String paint, double opacity, String hint)
            implements Shape {}

    /** Two pixels wide, inside of its sides. */
    record Outline(double x, double y, double width, double height, String paint) implements Shape {}

    /** Stripes in the colour of the background. */
    record Hatch(double x, double y, double width, double height) implements Shape {}

    /** @param y of the baseline */
    record Line(double x, double y, Anchor anchor, List<Span> spans) implements Shape {
        Line {
            spans = List.copyOf(spans);
        }
    }

    record Disc(double x, double y, double radius, String paint) implements Shape {}

    /** A curve with a head at its end, bent downwards by half of {@link #bend}. */
    record Link(double fromX, double fromY, double toX, double toY, String paint) implements Shape {
        private static final double BEND_MIN = 24;
        private static final double BEND_MAX = 48;

        double bend() {
            return Math.min(BEND_MAX, BEND_MIN + Math.abs(toX - fromX) / 12);
        }

        double bendX() {
            return (fromX + toX) / 2;
        }

        double bendY() {
            return Math.max(fromY, toY) + bend();
        }

        /** The way that the curve goes where it ends, in radians. */
        double angle() {
            return Math.atan2(toY - bendY(), toX - bendX());
        }
    }

    Drawing {
        shapes = List.copyOf(shapes);
    }

    /** Shapes as they are drawn, one after the other. */
    static final class Shapes {
        private final List<Shape> shapes = new ArrayList<>();

        Shapes add(Shape shape) {
            shapes.add(shape);
            return this;
        }

        Shapes box(double x, double y, double width, double height, String paint) {
            return add(new Box(x, y, width, height, paint, 1, ""));
        }

        Shapes text(double x, double y, String text, Type type, String paint) {
            return text(x, y, Anchor.START, text, type, paint);
        }

        Shapes text(double x, double y, Anchor anchor, String text, Type type, String paint) {
            return add(new Line(x, y, anchor, List.of(new Span(text, type, paint, 0))));
        }

        List<Shape> list() {
            return List.copyOf(shapes);
        }
    }
}
