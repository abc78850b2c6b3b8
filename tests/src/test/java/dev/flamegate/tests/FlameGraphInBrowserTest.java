package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.flamegate.reports.Rendering;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flame graph of recorded profiles, used with pointer and keyboard in a real browser, opened from disk. */
class FlameGraphInBrowserTest {
    @TempDir
    static Path folder;

    private static Browser browser;
    private static String culprit;

    private Page page;

    @BeforeAll
    static void makeTheReport() throws Exception {
        browser = new Browser();
        FixtureReports.FAIL.into(folder);
        JsonNode report = new ObjectMapper()
                .readTree(folder.resolve(Rendering.JSON.file()).toFile());
        int row = report.get("findings").get(0).get("row").asInt();
        culprit = report.get("rows").get(row).get("function").asText();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        page = open("", ColorScheme.LIGHT, 1280);
    }

    private static Page open(String hash, ColorScheme scheme, int width) {
        String address = folder.resolve(Rendering.PAGE.file()).toUri().toString();
        return browser.open(address + hash, scheme, width, 900);
    }

    @AfterEach
    void nothingWentWrong() {
        page.context().close();
        assertThat(browser.troubles()).isEmpty();
    }

    private Object ask(String expression) {
        return page.evaluate("() => window.flamegate." + expression);
    }

    private Object shown(String what) {
        return ask("shown()." + what);
    }

    @SuppressWarnings("unchecked")
    private double[] placeOf(String function) {
        page.locator("#stage").scrollIntoViewIfNeeded();
        Map<String, Number> at =
                (Map<String, Number>) page.evaluate("name => window.flamegate.frameAt(name)", function);
        assertThat(at).as("a visible frame of %s", function).isNotNull();
        return new double[] {at.get("x").doubleValue(), at.get("y").doubleValue()};
    }

    private void press(String... keys) {
        page.locator("#stage").focus();
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    private String picture() {
        page.waitForTimeout(50);
        return (String) page.evaluate("() => document.getElementById('canvas').toDataURL()");
    }

    private static String lastPart(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }

    @Test
    void aClickZoomsTheBreadcrumbsLeadBackAndTheAddressFollows() {
        double[] at = placeOf(culprit);
        page.mouse().click(at[0], at[1]);

        assertThat(ask("zoomedName()")).isEqualTo(culprit);
        assertThat(page.url()).contains("#frame=");
        Locator crumbs = page.locator("#crumbs button");
        assertThat(crumbs.last().getAttribute("title")).isEqualTo(culprit);
        crumbs.first().click();
        assertThat(shown("frame")).isEqualTo(0);
        assertThat(page.url()).doesNotContain("#frame=");
        assertThat(page.locator("#crumbs").isVisible()).isFalse();
    }

    @Test
    void aDoubleClickShowsCallersAboveAndCalleesBelowAndEscapeLeaves() {
        double[] at = placeOf(culprit);
        page.mouse().dblclick(at[0], at[1]);

        assertThat(shown("around")).isEqualTo(culprit);
        assertThat(ask("zoomedName()")).isEqualTo(culprit);
        double function = placeOf(culprit)[1];
        press("ArrowUp");
        String caller = (String) ask("focusedName()");
        assertThat(caller).isNotEqualTo(culprit);
        assertThat(placeOf(caller)[1]).isLessThan(function);
        page.locator("#flame")
                .screenshot(new Locator.ScreenshotOptions().setPath(Browser.screenshot("flame-callers-and-callees")));
        press("Escape");
        assertThat(shown("around")).isEqualTo("");
    }

    @Test
    void theKeyboardAloneWalksZoomsAndLeaves() {
        press("ArrowDown", "ArrowDown", "ArrowDown");

        Locator item = page.locator("#item");
        assertThat(page.locator("#stage").getAttribute("aria-activedescendant")).isEqualTo("item");
        assertThat(item.getAttribute("role")).isEqualTo("treeitem");
        assertThat(item.getAttribute("aria-level")).isEqualTo("3");
        assertThat(item.getAttribute("aria-label"))
                .startsWith((String) ask("focusedName()"))
                .contains("level 3", "baseline, before", "candidate, after", "change here");
        Object focused = ask("focusedName()");
        press("Enter");
        assertThat(ask("zoomedName()")).isEqualTo(focused);
        press("s");
        assertThat(shown("around")).isEqualTo(focused);
        press("Escape", "2");
        assertThat(shown("around")).isEqualTo("");
        assertThat(shown("side")).isEqualTo("baseline");
        press("Home", "f");
        assertThat(shown("finding")).isEqualTo(1);
        press("?");
        assertThat(page.locator("#keys").isVisible()).isTrue();
    }

    @Test
    void searchTakesRegularExpressionsSaysTheShareAndWalksTheMatches() {
        page.keyboard().press("/");
        page.keyboard().type("^(?!.*lambda).*" + lastPart(culprit) + "$");

        page.waitForCondition(() -> ((Number) ask("matches()")).intValue() > 0);
        assertThat(page.innerText("#found")).matches("\\d+ frames?, [<\\d. ]+% → [<\\d. ]+%");
        page.keyboard().press("Enter");
        assertThat((String) ask("focusedName()")).endsWith(lastPart(culprit));
        page.keyboard().press("/");
        page.locator("#search").fill("(");
        assertThat(page.locator("#search").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.innerText("#found")).startsWith("not a regular expression");
        page.keyboard().press("Escape");
        assertThat(ask("matches()")).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({
        "baseline, side, baseline",
        "candidate, side, candidate",
        "absolute, by, absolute",
        "per request, by, request",
        "self, of, self",
    })
    void everySwitchDrawsAnotherPictureAndSaysWhatItShows(String button, String what, String chosen) {
        String union = picture();
        String meaning = page.innerText("#meaning");
        Locator pressed = page.locator("#flame .tools button", new Page.LocatorOptions().setHasText(button))
                .first();
        pressed.click();

        assertThat(shown(what)).isEqualTo(chosen);
        assertThat(pressed.getAttribute("aria-pressed")).isEqualTo("true");
        assertThat(page.innerText("#meaning")).isNotEqualTo(meaning);
        assertThat(page.url()).contains(what + "=" + chosen);
        assertThat(picture()).isNotEqualTo(union);
    }

    @Test
    void theFlamePutsTheRootAtTheBottomAndFoldingLeavesFewerFrames() {
        double down = placeOf(culprit)[1] - placeOf("all")[1];
        page.locator("button[data-toggle=upward]").click();
        assertThat(placeOf(culprit)[1] - placeOf("all")[1]).isEqualTo(-down);

        int frames = ((Number) ask("frames()")).intValue();
        page.locator("button[data-toggle=libraries]").click();
        assertThat(((Number) ask("frames()")).intValue()).isLessThan(frames);
        assertThat(placeOf(culprit)).isNotNull();
        page.locator("button[data-toggle=recursion]").click();
        assertThat(shown("recursion")).isEqualTo(true);
    }

    @Test
    void theStacksOfAFindingAreShownAlone() {
        int frames = ((Number) ask("frames()")).intValue();
        page.locator("#only").selectOption("1");

        assertThat(((Number) ask("frames()")).intValue()).isLessThan(frames);
        assertThat(placeOf(culprit)).isNotNull();
        page.locator("#reset").click();
        assertThat(ask("frames()")).isEqualTo(frames);
    }

    @Test
    void pointingAtAFrameSaysBothSidesTheChangeItsIntervalAndHowSureItIs() {
        double[] at = placeOf(culprit);
        page.mouse().move(at[0], at[1]);

        page.locator("#tooltip").waitFor();
        assertThat(page.locator("#tooltip strong").innerText()).isEqualTo(culprit);
        assertThat(page.locator("#tooltip dt").allInnerTexts())
                .contains("baseline, before", "candidate, after", "change here", "change", "adjusted p", "pods");
        assertThat(page.innerText("#tooltip"))
                .containsPattern("95 % sure of \\+\\d")
                .containsPattern("about [\\d,]+ samples");
    }

    @Test
    void theTableOfFunctionsSortsFiltersAndLeadsToTheFrame() {
        Locator first = page.locator("#functions tbody tr").first();
        first.waitFor();
        assertThat(first.innerText()).contains(lastPart(culprit));
        page.locator("#functions thead button[data-sort=name]").click();
        List<String> names = page.locator("#functions tbody td:first-child").allInnerTexts();
        assertThat(names.stream().map(name -> name.substring(0, 1)).toList()).isSorted();
        page.locator("#function-filter").fill(lastPart(culprit));
        page.locator("#functions tbody button").first().click();
        assertThat(ask("focusedName()")).isEqualTo(culprit);
        assertThat(page.innerText("#detail")).contains(culprit, "callers and callees");
        page.locator("#show-table").click();
        assertThat(page.locator("#functions").isVisible()).isFalse();
    }

    @Test
    void aLinkShowsWhatItsWriterSaw() {
        double[] at = placeOf(culprit);
        page.mouse().click(at[0], at[1]);
        page.locator("button[data-to=candidate]").click();
        page.locator("button[data-to=absolute]").click();
        Object seen = ask("shown()");
        Page other = browser.open(page.url(), ColorScheme.LIGHT, 1280, 900);

        assertThat(other.evaluate("() => window.flamegate.shown()")).isEqualTo(seen);
        assertThat(other.evaluate("() => window.flamegate.zoomedName()")).isEqualTo(culprit);
        other.evaluate("() => { location.hash = '#frame=999999999&side=nowhere&find=('; }");
        other.waitForCondition(() -> ((Number) other.evaluate("() => window.flamegate.shown().frame")).intValue() == 0);
        other.context().close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 380", "DARK, 380"})
    void itIsLookedAtLightDarkAndNarrow(ColorScheme scheme, int width) {
        page.context().close();
        page = open("", scheme, width);
        page.locator("#flame")
                .screenshot(new Locator.ScreenshotOptions()
                        .setPath(Browser.screenshot("flame-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width)));

        assertThat(page.locator(".legend svg").first().isVisible()).isTrue();
        Number scrollable = (Number) page.evaluate("() => document.documentElement.scrollWidth");
        assertThat(scrollable.intValue()).isLessThanOrEqualTo(width);
        page.mouse().move(0, 0);
    }
}
