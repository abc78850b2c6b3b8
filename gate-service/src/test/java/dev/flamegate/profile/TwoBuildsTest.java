package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same source built and run twice has the same names, whatever the tools made up in between. */
class TwoBuildsTest {
    private static final String JAVA = """
            import java.util.function.Supplier;
            public class Shop {
                public static void main(String[] args) {
                    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                        Thread thread = new Thread(() -> { });
                        thread.start();
                    }
                    Supplier<String> frames = () -> StackWalker.getInstance(StackWalker.Option.SHOW_HIDDEN_FRAMES)
                            .walk(all -> all.map(f -> f.getClassName() + "." + f.getMethodName())
                                    .collect(java.util.stream.Collectors.joining("\\n")));
                    System.out.println(frames.get());
                }
            }
            """;

    private static final String GO = """
            package main
            import ("fmt"; "runtime")
            type box[T any] struct{ v T }
            func (b box[T]) each(f func(T)) { func() { f(b.v) }() }
            func main() {
                box[int]{1}.each(func(int) { trace() })
                for range seq { trace() }
            }
            func seq(yield func(int) bool) { yield(1) }
            func trace() {
                pcs := make([]uintptr, 50)
                frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
                for {
                    frame, more := frames.Next()
                    fmt.Println(frame.Function)
                    if !more { break }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void javaLambdas() throws IOException, InterruptedException {
        Set<String> raw = new TreeSet<>();
        Set<Set<String>> canonical = new java.util.HashSet<>();
        for (String lambdas : List.of("0", "3")) {
            Path build = Files.createDirectories(folder.resolve("java" + lambdas));
            Path source = Files.writeString(build.resolve("Shop.java"), JAVA);
            run(build, "javac", source.toString());
            List<String> names = run(build, java(), "-cp", build.toString(), "Shop", lambdas);
            raw.addAll(names);
            canonical.add(canonical(names));
        }

        assertThat(canonical).hasSize(1);
        assertThat(raw)
                .as("names that do change from run to run")
                .hasSizeGreaterThan(canonical.iterator().next().size());
    }

    @Test
    void goClosuresAndTypeParameters() throws IOException, InterruptedException {
        assumeTrue(isThere("go"), "go is not installed");
        Set<Set<String>> canonical = new java.util.HashSet<>();
        for (String place : List.of("one", "another/deeper")) {
            Path build = Files.createDirectories(folder.resolve(place));
            Files.writeString(build.resolve("main.go"), GO);
            Files.writeString(build.resolve("go.mod"), "module example.com/shop\n\ngo 1.23\n");
            run(build, "go", "build", "-o", "shop", ".");
            canonical.add(canonical(run(build, build.resolve("shop").toString())));
        }

        assertThat(canonical).hasSize(1);
        assertThat(canonical.iterator().next()).anyMatch(name -> name.contains("[...]"));
    }

    private static Set<String> canonical(List<String> names) {
        return names.stream().map(CanonicalNames::canonical).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The lines of the standard output. */
    private static List<String> run(Path in, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("GOTOOLCHAIN", "local");
        builder.environment().put("GOFLAGS", "-mod=mod");
        Process process = builder.start();
        StringWriter out = new StringWriter();
        process.inputReader(StandardCharsets.UTF_8).transferTo(out);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(out.toString()).isZero();
        return out.toString().lines().toList();
    }
}
