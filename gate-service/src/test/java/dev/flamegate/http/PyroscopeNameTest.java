package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PyroscopeNameTest {

    @Test
    void labelsStandInBraces() {
        assertThat(PyroscopeName.parse("shop{ a = 1 ,otel.scope.name=x,b=c=d,a=2}"))
                .isEqualTo(new PyroscopeName("shop", Map.of("a", "2", "otel.scope.name", "x", "b", "c=d")));
        assertThat(PyroscopeName.parse("shop{}")).isEqualTo(new PyroscopeName("shop", Map.of()));
        assertThat(PyroscopeName.parse("shop{,}")).isEqualTo(new PyroscopeName("shop", Map.of()));
    }

    @Test
    void valuesOfTheJavaAgentMayHoldCommasAndBraces() {
        assertThat(PyroscopeName.parse("shop{process.runtime.version=17 (mixed mode, sharing}, x),pod=p1}"))
                .isEqualTo(new PyroscopeName(
                        "shop", Map.of("process.runtime.version", "17 (mixed mode, sharing}, x)", "pod", "p1")));
    }

    @Test
    void aLastPairWithoutTheClosingBraceIsDropped() {
        assertThat(PyroscopeName.parse("shop{a=1,b=2")).isEqualTo(new PyroscopeName("shop", Map.of("a", "1")));
        assertThat(PyroscopeName.parse("shop{")).isEqualTo(new PyroscopeName("shop", Map.of()));
    }

    @Test
    void aNameAmongTheLabelsStandsOverTheApplications() {
        assertThat(PyroscopeName.parse("shop{__name__=other,__hidden__=1}"))
                .isEqualTo(new PyroscopeName("other", Map.of()));
    }

    @Test
    void whatIsNoNameIsRefusedWithItsPosition() {
        assertThatThrownBy(() -> PyroscopeName.parse("")).hasMessageContaining("position 0");
        assertThatThrownBy(() -> PyroscopeName.parse("shop{b}")).hasMessageContaining("position 5: 'b' has no '='");
        assertThatThrownBy(() -> PyroscopeName.parse("shop{a b=1}")).hasMessageContaining("label key 'a b'");
    }
}
