package dev.flamegate.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTreeTest {
    private static final String FORGE = "https://git.example/acme/shop/blob/v{version}/{path}#L{line}";
    private static final SourceTree TREE = read("""
            source:
              address: %s
              build_folder: /home/ci/shop/
              folders:
                - {pattern: com.acme.pay.**, folder: pay/src/main/java/}
                - {pattern: com.acme.**, folder: src/main/java, ending: .java}
                - {pattern: top.**, folder: .}
            """.formatted(FORGE));

    private static SourceTree read(String yaml) {
        return PolicyReader.read("policy", yaml).source();
    }

    @ParameterizedTest
    @CsvSource({
        "com/acme/shop/Cart.reprice, Cart.java, src/main/java/com/acme/shop/Cart.java",
        "com/acme/pay/Invoice$Line.sum, Invoice.java, pay/src/main/java/com/acme/pay/Invoice.java",
        "top/Main.main, Main.java, top/Main.java",
        "main.(*shop).discount, /home/ci/shop/cart/cart.go, cart/cart.go"
    })
    void aFileOfTheProfileIsAPathInTheRepository(String function, String file, String path) {
        assertThat(TREE.path(function, file)).contains(path);
    }

    @ParameterizedTest
    @CsvSource({
        "java/util/HashMap.get, HashMap.java",
        "main.main, /usr/lib/go/runtime/proc.go",
        "main.main, /home/ci/shopping/main.go",
        "main.main, /home/ci/shop/../../etc/passwd",
        "com/acme/../../x/Cart.get, Cart.java",
        "main.main, vendor/main.go",
        "main.main, C:\\shop\\main.go"
    })
    void whatFitsNowhereHasNoPath(String function, String file) {
        assertThat(TREE.path(function, file)).isEmpty();
    }

    @Test
    void pathsThatAreRelativeAlreadyAreTakenAsTheyAreWhereThatIsSaid() {
        assertThat(read("source: {build_folder: .}").path("handle", "app/cart.py"))
                .contains("app/cart.py");
        assertThat(read("source: {build_folder: .}").path("handle", "../cart.py"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "com/acme/shop/Cart.reprice, Cart.java",
        "com/acme/shop/Cart$Line.<init>, Cart.java",
        "com/acme/shop/Cart$$Lambda.run, Cart.java"
    })
    void whereTheProfileNamesNoFileTheOutermostClassDoes(String function, String file) {
        assertThat(TREE.file(function)).contains(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com/acme/shop/reprice",
                "com/acme/pay/Invoice.sum",
                "com/acme/..",
                "com/acme/a b.c",
                "main.main",
                "x"
            })
    void aFileIsNotGuessedOfWhatIsNoClassOrHasNoEnding(String function) {
        assertThat(TREE.file(function)).isEmpty();
    }

    @Test
    void aLinkHasPathLineAndVersionAndNothingOfItCanLeaveItsPlace() {
        assertThat(TREE.address("a b/Cart.java", 12, "1.0/../x?y#z"))
                .contains("https://git.example/acme/shop/blob/v1.0%2F..%2Fx%3Fy%23z/a%20b/Cart.java#L12");
        assertThat(TREE.address("Cart.java", 0, "1.0")).contains("https://git.example/acme/shop/blob/v1.0/Cart.java");
        assertThat(SourceTree.UNSAID.address("Cart.java", 1, "1.0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source: {address: 'javascript:alert(1)//{path}'}",
                "source: {address: 'https://git.example/no-place'}",
                "source: {address: 'https://git.example/{path}<script>'}",
                "source: {folders: [{pattern: a.**, folder: /etc}]}",
                "source: {folders: [{pattern: a.**, folder: ../x}]}",
                "source: {folders: [{pattern: a.**}]}",
                "source: {folders: [{pattern: a.**, folder: src, ending: java}]}",
                "source: {adress: 'https://git.example/{path}'}"
            })
    void whatIsNoPlaceOfSourceIsRefused(String yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("policy, line 1, column ");
    }
}
