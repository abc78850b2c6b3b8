package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void blocksComeAsOftenAsThereAreFills() {
        Template template = Template.of("<ul><!--each items--><li>{{name}}</li><!--end items--></ul>");

        assertThat(template.fill(new Fill().each("items", List.of(item("a"), item("b")))))
                .isEqualTo("<ul><li>a</li><li>b</li></ul>");
        assertThat(template.fill(new Fill().each("items", List.of()))).isEqualTo("<ul></ul>");
    }

    @Test
    void aValueIsEscapedAndAddsNoPlacesOfItsOwn() {
        assertThat(Template.of("<p title=\"{{name}}\">").fill(item("\"><b>{{name}}<!--put x-->")))
                .isEqualTo("<p title=\"&quot;&gt;&lt;b&gt;{{name}}&lt;!--put x--&gt;\">");
    }

    @Test
    void aPlaceThatNothingFillsIsAMistake() {
        assertThatThrownBy(() -> Template.of("{{other}}").fill(item("a"))).hasMessageContaining("'other'");
    }

    @Test
    void blocksMustBeClosedInOrder() {
        assertThatThrownBy(() -> Template.of("<!--each a-->")).hasMessageContaining("has no end");
        assertThatThrownBy(() -> Template.of("<!--each a--><!--end b-->")).hasMessageContaining("closes a");
    }

    private static Fill item(String name) {
        return new Fill().value("name", name);
    }
}
