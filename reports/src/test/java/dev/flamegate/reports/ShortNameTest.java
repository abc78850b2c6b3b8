package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNameTest {

    /** The page's script is tested with the same file. */
    @ParameterizedTest
    @CsvFileSource(files = "src/test/js/shortnames.csv", delimiter = ';', numLinesToSkip = 1)
    void namesAreShortenedAsThePageShortensThem(String function, String shortened) {
        assertThat(ShortName.of(function)).isEqualTo(shortened);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "dev/flamegate/fixtures/shop/Cart.reprice, d.f.f.shop.Cart.reprice, Cart.reprice",
                "dev.flamegate.fixtures.shop.Cart.reprice, d.f.f.shop.Cart.reprice, Cart.reprice",
                "java/util/regex/Pattern.<init>, j.u.regex.Pattern.<init>, Pattern.<init>",
                "java/util/concurrent/Executors$Worker.run, j.u.concurrent.Executors$Worker.run, Executors$Worker.run",
                "shop/Cart.reprice, shop.Cart.reprice, Cart.reprice",
                "Cart.reprice, Cart.reprice, Cart.reprice",
                "github.com/x/y/pkg.(*T).M, y/pkg.(*T).M, pkg.(*T).M",
                "net/http.(*conn).serve, net/http.(*conn).serve, http.(*conn).serve",
                "runtime.mallocgc, runtime.mallocgc, runtime.mallocgc",
                "alloc::vec::Vec<T>::push, alloc::vec::Vec<T>::push, alloc::vec::Vec<T>::push",
                "render /app/views/cart.js:12, render /app/views/cart.js:12, render /app/views/cart.js:12",
                "[unknown], [unknown], [unknown]"
            })
    void namesAreShortenedFromTheLeftByPackage(String function, String shortened, String inSentence) {
        assertThat(ShortName.of(function)).isEqualTo(shortened);
        assertThat(ShortName.inSentence(function)).isEqualTo(inSentence);
    }
}
