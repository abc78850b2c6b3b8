package dev.flamegate.profile;

/**
 * A function of the profiled program.
 *
 * @param file path or name of the source file as the profiler wrote it, empty if unknown
 * @param startLine first line of the function in that file, 0 if unknown
 */
public record Function(FunctionName name, String file, int startLine) {

    public Function {
        if (startLine < 0) {
            throw new IllegalArgumentException("function " + name.raw() + " starts at line " + startLine);
        }
    }

    /** The canonical name follows from the raw one. Looked up for every function of every profile, so it is written out. */
    @Override
    public int hashCode() {
        return 31 * (31 * name.raw().hashCode() + file.hashCode()) + startLine;
    }

    public static Function of(String rawName, String file, int startLine) {
        return new Function(FunctionName.of(rawName), file, startLine);
    }
}
