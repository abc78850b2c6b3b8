package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.gate.Looks.Held;
import dev.flamegate.gate.follow.Follow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A follow as its page shows it when it is opened; {@code gate.mjs} writes what changes into the same places, in the same words. */
final class FollowPanel {
    private FollowPanel() {}

    static String html(Follow follow) {
        return """
                <p class="lead"><strong id="state" class="state">%s</strong> <span id="message" role="status">%s</span></p>
                <p><progress id="looks" max="%d" value="%d" aria-label="Looks taken"></progress></p>
                <table class="facts"><tbody>
                <tr><th scope="row">service</th><td>%s</td></tr>
                <tr><th scope="row">baseline</th><td><code>%s</code> <span id="baseline">%s</span></td></tr>
                <tr><th scope="row">candidate</th><td><code>%s</code> <span id="candidate">%s</span></td></tr>
                <tr><th scope="row">look</th><td id="look">%d of %d</td></tr>
                <tr><th scope="row">next look</th><td id="next" class="time">%s</td></tr>
                <tr><th scope="row">last look</th><td class="time">%s</td></tr>
                <tr><th scope="row">could be seen so far</th><td id="smallest">%s</td></tr>
                <tr><th scope="row">verdict so far</th><td id="suspects">%s</td></tr>
                </tbody></table>
                """.formatted(
                        word(follow),
                        text(follow.message()),
                        follow.plan().looks(),
                        follow.look(),
                        text(follow.question().service()),
                        text(follow.question().baseline().name()),
                        side(follow.held().baseline()),
                        text(follow.question().candidate().name()),
                        side(follow.held().candidate()),
                        follow.look(),
                        follow.plan().looks(),
                        follow.state().isOver() ? "none" : Pages.time(follow.nextAt()),
                        Pages.time(follow.plan().end()),
                        smallest(follow.smallestDetectable()),
                        suspects(follow));
    }

    private static String word(Follow follow) {
        return follow.state().name().toLowerCase(Locale.ROOT);
    }

    private static String side(Held.Side side) {
        return String.format(
                Locale.ROOT, "%,d %s, %,.0f samples", side.pods(), side.pods() == 1 ? "pod" : "pods", side.samples());
    }

    private static String smallest(@Nullable Double share) {
        return share == null
                ? "nothing yet"
                : String.format(Locale.ROOT, "growth of any function by %.2f points", 100 * share);
    }

    /** One of twenty unchanged functions looks like this: the words say that it decides nothing. */
    private static String suspects(Follow follow) {
        if (follow.suspects().isEmpty()) {
            return "none; nothing is suspicious";
        }
        StringBuilder items = new StringBuilder("none; would be looked at first:<ul>");
        for (Follow.Suspect suspect : follow.suspects()) {
            items.append("<li><code>")
                    .append(text(suspect.function()))
                    .append("</code> ")
                    .append(String.format(
                            Locale.ROOT,
                            "+%.2f points %s",
                            100 * suspect.delta(),
                            suspect.measure().word()))
                    .append("</li>");
        }
        return items.append("</ul>").toString();
    }
}
