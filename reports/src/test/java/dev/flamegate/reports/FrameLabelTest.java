package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameLabelTest {

    @Test
    void theEllipsisInTheMiddleKeepsTheNameOfTheMethod() {
        assertThat(FrameLabel.fit("d.f.f.shop.Cart.reprice", "", 14, "")).isEqualTo("d.f.f….reprice");
        assertThat(FrameLabel.fit("shop.Cart.reprice", "+7.5", 22, "")).isEqualTo("shop.Cart.reprice +7.5");
        assertThat(FrameLabel.fit("shop.Cart.reprice", "+7.5", 9, "")).isEqualTo("+ reprice");
        assertThat(FrameLabel.fit("shop.Cart.reprice", "+7.5", 4, "")).isEqualTo("+7.5");
    }

    @Test
    void noLabelIsLongerThanItsRoom() {
        for (String name : new String[] {"a.b.Ccc.method", "😀😀😀.😀😀😀😀", "plain", ".", ""}) {
            for (int chars = 0; chars < 40; chars++) {
                assertThat(FrameLabel.fit(name, "", chars, "new")).hasSizeLessThanOrEqualTo(chars);
                assertThat(FrameLabel.fit(name, "−10.25", chars, "new")).hasSizeLessThanOrEqualTo(chars);
            }
        }
    }
}
