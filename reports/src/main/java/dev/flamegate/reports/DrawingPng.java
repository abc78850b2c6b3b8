package dev.flamegate.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A {@link Drawing} in pixels, with the fonts of this machine and without a screen. */
final class DrawingPng {
    private static final int STRIPE = 6;

    private final Graphics2D graphics;
    private final Palette palette;

    private DrawingPng(Graphics2D graphics, Palette palette) {
        this.graphics = graphics;
        this.palette = palette;
    }

    /**
     * @param scale pixels of the picture for a CSS pixel
     * @throws NoFontException if this machine has no fonts that Java finds
     */
    static byte[] png(Drawing drawing, Palette palette, double scale) {
        int width = (int) Math.ceil(drawing.width() * scale);
        int height = (int) Math.ceil(drawing.height() * scale);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(scale, scale);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            DrawingPng png = new DrawingPng(graphics, palette);
            png.fill(new Rectangle2D.Double(0, 0, drawing.width(), drawing.height()), "background", 1);
            drawing.shapes().forEach(png::draw);
        } finally {
            graphics.dispose();
        }
        return bytes(image);
    }

    private static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing a picture to memory", e);
        }
        return out.toByteArray();
    }

    private void draw(Drawing.Shape shape) {
        if (shape instanceof Drawing.Box box) {
            fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()), box.paint(), box.opacity());
        } else if (shape instanceof Drawing.Outline one) {
            stroke(new Rectangle2D.Double(one.x() + 1, one.y() + 1, one.width() - 2, one.height() - 2), one.paint(), 2);
        } else if (shape instanceof Drawing.Hatch hatch) {
            hatch(hatch);
        } else if (shape instanceof Drawing.Line line) {
            line(line);
        } else if (shape instanceof Drawing.Disc disc) {
            fill(disc(disc.x(), disc.y(), disc.radius()), disc.paint(), 1);
        } else if (shape instanceof Drawing.Link link) {
            link(link);
        }
    }

    private void fill(Shape shape, String paint, double opacity) {
        Color colour = Color.decode(palette.colour(paint));
        graphics.setColor(
                new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity)));
        graphics.fill(shape);
    }

    private void stroke(Shape shape, String paint, double width) {
        graphics.setColor(Color.decode(palette.colour(paint)));
        graphics.setStroke(new BasicStroke((float) width));
        graphics.draw(shape);
    }

    private static Ellipse2D disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private void hatch(Drawing.Hatch hatch) {
        Shape clip = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(hatch.x(), hatch.y(), hatch.width(), hatch.height()));
        double start = Math.floor((hatch.x() - hatch.height()) / STRIPE) * STRIPE;
        for (double x = start; x < hatch.x() + hatch.width(); x += STRIPE) {
            stroke(new Line2D.Double(x, hatch.y() + hatch.height(), x + hatch.height(), hatch.y()), "background", 1);
        }
        graphics.setClip(clip);
    }

    private void line(Drawing.Line line) {
        double length = 0;
        for (Drawing.Span span : line.spans()) {
            length += span.gap() + length(span);
        }
        double x = line.x()
                - (line.anchor() == Drawing.Anchor.START
                        ? 0
                        : line.anchor() == Drawing.Anchor.END ? length : length / 2);
        for (Drawing.Span span : line.spans()) {
            x += span.gap();
            graphics.setFont(font(span.type()));
            graphics.setColor(Color.decode(palette.colour(span.paint())));
            graphics.drawString(span.text(), (float) x, (float) line.y());
            x += length(span);
        }
    }

    private double length(Drawing.Span span) {
        return font(span.type())
                .getStringBounds(span.text(), graphics.getFontRenderContext())
                .getWidth();
    }

    private static Font font(Drawing.Type type) {
        try {
            return new Font(
                    type.mono ? Font.MONOSPACED : Font.SANS_SERIF, type.bold ? Font.BOLD : Font.PLAIN, type.size);
        } catch (RuntimeException | Error e) {
            throw new NoFontException(e);
        }
    }

    private void link(Drawing.Link link) {
        stroke(
                new QuadCurve2D.Double(link.fromX(), link.fromY(), link.bendX(), link.bendY(), link.toX(), link.toY()),
                link.paint(),
                1.5);
        Path2D head = new Path2D.Double();
        head.moveTo(link.toX(), link.toY());
        for (double turn : new double[] {-0.45, 0.45}) {
            head.lineTo(link.toX() - 9 * Math.cos(link.angle() + turn), link.toY() - 9 * Math.sin(link.angle() + turn));
        }
        head.closePath();
        fill(head, link.paint(), 1);
        fill(disc(link.fromX(), link.fromY(), 2.5), link.paint(), 1);
    }
}
