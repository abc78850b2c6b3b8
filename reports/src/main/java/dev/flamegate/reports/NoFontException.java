package dev.flamegate.reports;

/** This machine has no fonts, so no pictures in pixels. Everything else of a report can be made. */
public final class NoFontException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFontException(Throwable cause) {
        super(
                "there are no fonts to draw a PNG with: install fontconfig and a font, for example fonts-dejavu-core,"
                        + " and a JDK that is not stripped of its fonts",
                cause);
    }
}
