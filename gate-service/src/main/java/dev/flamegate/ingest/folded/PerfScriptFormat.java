package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.LooksLike;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux' {@code perf script} prints: for each sample a line of command, process, time and event, then one line a frame, leaf first,
 * with address, symbol and file, then an empty line. Each sample counts one; the command is the first frame, as stackcollapse-perf.pl has
 * it. A frame without a symbol is called after its file.
 */
public final class PerfScriptFormat implements ProfileFormat {
    private static final Pattern SAMPLE = Pattern.compile(
            "(\\S.{0,63}?)\\s{1,20}-?\\d{1,9}(?:/-?\\d{1,9})?\\s{1,20}(?:\\[\\d{1,5}\\]\\s{1,20})?(?:\\S{1,20}\\s{1,20})?"
                    + "\\d{1,12}\\.\\d{1,9}:\\s.{0,512}");
    private static final Pattern FRAME = Pattern.compile("\\s{1,40}[0-9a-f]{1,16}\\s(.*)");
    private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]{1,16}$");
    private static final String UNKNOWN = "[unknown]";

    private final ReadLimits limits;

    public PerfScriptFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "perf";
    }

    /** A sample and a frame below it; comments may stand above. */
    @Override
    public boolean matches(byte[] head) {
        if (!LooksLike.isText(head)) {
            return false;
        }
        TextLines lines = new TextLines(head);
        boolean inSample = false;
        while (lines.next()) {
            String line = lines.line();
            if (inSample) {
                return FRAME.matcher(line).matches();
            }
            inSample = SAMPLE.matcher(line).matches();
            if (!inSample && !line.isBlank() && !line.startsWith("#")) {
                return false;
            }
        }
        return false;
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        TextLines lines = new TextLines(limits.content(body, source.origin()));
        StackSums sums = new StackSums(source, limits, "line");
        List<String> frames = new ArrayList<>();
        String command = "";
        while (lines.next()) {
            sums.at(lines.number());
            String line = lines.line();
            Matcher sample = SAMPLE.matcher(line);
            if (line.isBlank()) {
                add(command, frames, sums);
                command = "";
            } else if (Character.isWhitespace(line.charAt(0)) && !command.isEmpty()) {
                frames.add(frame(line, sums));
                checkDepth(frames, sums);
            } else if (sample.matches()) {
                add(command, frames, sums);
                command = sample.group(1);
            } else if (!line.startsWith("#")) {
                throw sums.wrong("is neither a sample nor a frame of perf script");
            }
        }
        add(command, frames, sums);
        return sums.profiles();
    }

    private void checkDepth(List<String> frames, StackSums sums) {
        if (frames.size() > limits.frames()) {
            throw sums.wrong("the stack is deeper than " + limits.frames() + " frames, the most accepted");
        }
    }

    /** A sample without frames was taken without {@code -g}: it says nothing. */
    private static void add(String command, List<String> frames, StackSums sums) {
        if (!command.isEmpty() && !frames.isEmpty()) {
            int node = sums.child(CallTree.ROOT, 0, command);
            for (int i = frames.size() - 1; i >= 0; i--) {
                node = sums.child(node, frames.size() - i, frames.get(i));
            }
            sums.add(node, 1);
        }
        frames.clear();
    }

    private static String frame(String line, StackSums sums) {
        Matcher frame = FRAME.matcher(line);
        if (!frame.matches()) {
            throw sums.wrong("is no frame: address, symbol and file in brackets");
        }
        String text = frame.group(1).strip();
        int bracket = text.endsWith(")") ? text.lastIndexOf(" (") : -1;
        String file = bracket < 0 ? UNKNOWN : text.substring(bracket + 2, text.length() - 1);
        String symbol = OFFSET.matcher(bracket < 0 ? text : text.substring(0, bracket))
                .replaceFirst("")
                .strip();
        if (!symbol.isEmpty() && !symbol.equals(UNKNOWN)) {
            return symbol;
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.startsWith("[") ? name : "[" + name + "]";
    }
}
