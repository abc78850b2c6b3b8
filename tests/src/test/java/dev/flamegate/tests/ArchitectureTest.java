package dev.flamegate.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the house, read off the diagram that the README shows. */
class ArchitectureTest {
    private static final String OURS = "dev.flamegate";

    private static JavaClasses classes;
    private static ArchitectureDiagram diagram;

    @BeforeAll
    static void read() throws IOException {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(OURS);
        diagram = ArchitectureDiagram.ofReadme(Checkout.root().resolve("README.md"));
    }

    /** The first part of the package below ours: {@code dev.flamegate.ingest.pprof} is {@code ingest}. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(OURS)) {
            return "root";
        }
        return name.substring(OURS.length() + 1).split("\\.")[0];
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(OURS) || type.getPackageName().startsWith(OURS + ".");
    }

    @Test
    void noImportDepartsFromTheReadmesDiagram() {
        Set<String> departures = new TreeSet<>();
        for (JavaClass from : classes) {
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(ArchitectureTest::isOurs)
                    .filter(to -> !diagram.allows(room(from), room(to)))
                    .forEach(to -> departures.add(
                            room(from) + " --> " + room(to) + ": " + from.getName() + " uses " + to.getName()));
        }
        assertThat(departures).isEmpty();
    }

    @Test
    void everyRoomIsInTheDiagramAndEveryArrowIsUsed() {
        Set<String> rooms = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (JavaClass from : classes) {
            rooms.add(room(from));
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(ArchitectureTest::isOurs)
                    .forEach(to -> used.add(room(from) + " --> " + room(to)));
        }
        Set<String> drawn = new TreeSet<>();
        for (Map.Entry<String, Set<String>> arrows : diagram.arrows().entrySet()) {
            arrows.getValue().forEach(to -> drawn.add(arrows.getKey() + " --> " + to));
        }
        assertThat(diagram.arrows().keySet()).containsAll(rooms);
        assertThat(used).containsAll(drawn);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching(OURS + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void statsHasOnlyNumbers() {
        noClasses()
                .that()
                .resideInAPackage(OURS + ".stats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio..", "java.time..", "java.util.logging..", "org.slf4j..")
                .check(classes);
    }

    @ParameterizedTest
    @CsvSource({
        "com.google.protobuf.., ingest bench",
        "org.rocksdb.., store",
        "io.javalin.., http",
        "picocli.., cli",
        "org.kohsuke.., delivery.github",
        "org.apache.commons.math3.., stats bench",
    })
    void aLibraryStaysInItsRooms(String library, String rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(Stream.concat(
                                Stream.of(OURS), Stream.of(rooms.split(" ")).map(room -> OURS + "." + room + ".."))
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes);
    }

    @Test
    void statisticsAndJudgementReadNoClockAndNoChance() {
        noClasses()
                .that()
                .resideInAPackage(OURS + ".stats..")
                .or()
                .haveNameMatching(
                        ".*\\.gate\\.(Judge|Blame|Evaluation|Comparison|FunctionShares|MergedTree|ReportAssembly|FrozenGate|Excuses|PolicyAnswer|Rules).*")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(classes);
    }

    @Test
    void namesSaySomething() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(classes);
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..common..", "..core..", "..impl..", "..helper..", "..manager..", "..model..")
                .check(classes);
    }
}
