package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeNamesTest {

    @ParameterizedTest
    @CsvSource({
        "shop/Tax.lookup, shop/Tax, lookup, true",
        "main.(*shop).discount, main.(*shop), discount, true",
        "main.handleCart, main, handleCart, false",
        "net/http.HandlerFunc.ServeHTTP, net/http.HandlerFunc, ServeHTTP, true",
        "ns::Index::find, ns::Index, find, true",
        "memcpy, '', memcpy, false"
    })
    void ownerAndLastPartAreReadFromNamesOfAnyLanguage(String name, String owner, String last, boolean type) {
        assertThat(LikeNames.owner(name)).isEqualTo(owner);
        assertThat(LikeNames.lastPart(name)).isEqualTo(last);
        assertThat(LikeNames.ownerIsType(name)).isEqualTo(type);
    }

    @Test
    void aLikeNameIsTheSameLastPartOrNearlySoInTheSamePlace() {
        assertThat(LikeNames.alike("shop/Tax.lookup", "shop/Rates.lookup")).isTrue();
        assertThat(LikeNames.alike("shop/Tax.lookup", "shop/Tax.lookUp2")).isTrue();
        assertThat(LikeNames.alike("shop/Tax.lookup", "shop/Cart.lookUp")).isFalse();
        assertThat(LikeNames.alike("shop/Tax.lookup", "shop/Tax.print")).isFalse();
    }

    /** Oracle: Python's Levenshtein.distance("kitten", "sitting") == 3. */
    @Test
    void editDistanceIsLevenshteins() {
        assertThat(LikeNames.editDistance("kitten", "sitting")).isEqualTo(3);
        assertThat(LikeNames.editDistance("", "abc")).isEqualTo(3);
        assertThat(LikeNames.editDistance("same", "same")).isZero();
    }
}
