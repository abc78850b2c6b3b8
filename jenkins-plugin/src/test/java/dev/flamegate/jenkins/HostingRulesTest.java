package dev.flamegate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that the Jenkins project's hosting checker holds a plugin against, as far as they are about files. */
class HostingRulesTest {
    private static final Path OFFICIAL = Path.of("jenkins-official");
    private static final Pattern INLINE =
            Pattern.compile("<style|<script|\\son[a-z]+\\s*=|style\\s*=|checkUrl", Pattern.CASE_INSENSITIVE);

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(Path.of("src/main")), Files.walk(OFFICIAL))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void viewsHaveNeitherScriptsNorStylesInThem() throws IOException {
        assertThat(files(".jelly"))
                .hasSizeGreaterThan(3)
                .allSatisfy(view -> assertThat(text(view))
                        .as(view.toString())
                        .startsWith("<?jelly escape-by-default='true'?>")
                        .doesNotContainPattern(INLINE));
        assertThat(files(".html"))
                .isNotEmpty()
                .allSatisfy(help -> assertThat(text(help)).doesNotContainPattern(INLINE));
    }

    @Test
    void onlyTheTrendIsPutOutUnescaped() throws IOException {
        List<String> raw = files(".jelly").stream()
                .filter(view -> text(view).contains("j:out") || text(view).contains("mode=\"raw\""))
                .map(view -> view.getFileName().toString())
                .toList();
        assertThat(raw).containsExactly("floatingBox.jelly");
    }

    @Test
    void everyFieldHasHelp() throws IOException {
        String form = text(Path.of("src/main/resources/dev/flamegate/jenkins/GateBuilder/config.jelly"));
        List<String> fields = Pattern.compile("field=\"(\\w+)\"")
                .matcher(form)
                .results()
                .map(field -> field.group(1))
                .toList();
        assertThat(fields)
                .hasSize(12)
                .allSatisfy(field -> assertThat(
                                Path.of("src/main/resources/dev/flamegate/jenkins/GateBuilder/help-" + field + ".html"))
                        .isNotEmptyFile());
    }

    @Test
    void theOfficialBuildIsAsTheCheckerWantsIt() {
        String pom = text(OFFICIAL.resolve("pom.xml"));
        assertThat(pom)
                .contains("<groupId>io.jenkins.plugins</groupId>", "<artifactId>flamegate</artifactId>", "<licenses>")
                .contains("<url>https://github.com/jenkinsci/${project.artifactId}-plugin</url>")
                .contains("<version>6.2211.v27f680c93c53</version>", "<jenkins.baseline>2.541</jenkins.baseline>")
                .contains("<hpi.strictBundledArtifacts>true</hpi.strictBundledArtifacts>")
                .doesNotContain("<developers>")
                .doesNotContainPattern("<name>[^<]*Jenkins[^<]*</name>");
        assertThat(text(OFFICIAL.resolve("Jenkinsfile")))
                .startsWith("buildPlugin(")
                .endsWith(")\n");
        assertThat(text(OFFICIAL.resolve(".gitignore"))).contains("target", "work");
        assertThat(text(OFFICIAL.resolve(".github/CODEOWNERS"))).startsWith("* @jenkinsci/flamegate-plugin-developers");
        assertThat(text(OFFICIAL.resolve(".mvn/maven.config"))).contains("-Dchangelist.format=%d.v%s");
        assertThat(text(OFFICIAL.resolve(".mvn/extensions.xml"))).contains("git-changelist-maven-extension");
        assertThat(OFFICIAL.resolve(".github/workflows/cd.yaml")).isNotEmptyFile();
        assertThat(OFFICIAL.resolve(".github/workflows/jenkins-security-scan.yml"))
                .isNotEmptyFile();
        assertThat(OFFICIAL.resolve(".github/dependabot.yml")).isNotEmptyFile();
        assertThat(OFFICIAL.resolve(".github/release-drafter.yml")).doesNotExist();
    }

    @Test
    void nothingIsBundledAndTheLogicKnowsNoJenkins() throws IOException {
        String pom = text(Path.of("pom.xml"));
        int dependencies = pom.split("<dependency>", -1).length - 1;
        int unpacked = pom.split("<scope>(provided|test)</scope>", -1).length - 1;
        assertThat(unpacked).isEqualTo(dependencies);
        List<String> adapters =
                List.of("Defaults", "GateBuilder", "GateAction", "Steps", "Tokens", "TrendAction", "TrendFactory");
        assertThat(files(".java").stream()
                        .filter(file -> file.startsWith("src/main"))
                        .filter(file -> text(file).contains("import hudson.")
                                || text(file).contains("import jenkins."))
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .sorted())
                .containsExactlyElementsOf(adapters.stream().sorted().toList());
    }
}
