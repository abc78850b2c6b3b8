package dev.flamegate.gate;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One gate about one profile type or several. All their hypotheses are one family: the rows' part of the error rate is divided between
 * the types in proportion to how many rows each has, and within a type Holm's correction goes on (weighted Bonferroni, Holm 1979); the
 * part of the cost of a request is divided equally. So a type with few rows does not take from those with many, and the chance that
 * anything unchanged fails is that of a gate about one type. A pass needs no such division: every row of every type has to pass.
 *
 * <p>The verdict is the worst of the types: FAIL, else INCONCLUSIVE, else PASS.
 */
public final class TypeFamily {
    private final FrozenGate gate;

    TypeFamily(FrozenGate gate) {
        this.gate = gate;
    }

    /**
     * What came out.
     *
     * @param report the deciding type's, with those of the others
     * @param spreads what later runs of each type may borrow; none of a type that could not be compared
     */
    public record Answer(GateReport report, Map<ProfileType, PastRun> spreads) {
        public Answer {
            spreads = Collections.unmodifiableMap(new LinkedHashMap<>(spreads));
        }
    }

    /** One type, and what is asked of it. */
    private record Member(FrozenGate.Part part, Policy policy, Evaluation.Prepared prepared, int rows) {
        ProfileType type() {
            return part.selection().type();
        }
    }

    Answer answer() {
        List<Member> members = members();
        int rows = members.stream().mapToInt(Member::rows).sum();
        List<GateReport> reports = new ArrayList<>();
        Map<ProfileType, PastRun> spreads = new LinkedHashMap<>();
        for (Member member : members) {
            Evaluation.Answer answer = answer(member, rows, members.size());
            reports.add(answer.report());
            answer.spread().ifPresent(run -> spreads.put(member.type(), run));
        }
        return new Answer(together(reports), spreads);
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (FrozenGate.Part part : gate.parts()) {
            Policy policy = gate.effective(part.selection());
            Evaluation evaluation = new Evaluation(policy);
            Evaluation.Prepared prepared = evaluation.prepare(part.selection());
            int rows = gate.parts().size() == 1 ? 1 : Math.max(1, evaluation.rowCount(prepared, gate.look()));
            members.add(new Member(part, policy, prepared, rows));
        }
        return members;
    }

    private Evaluation.Answer answer(Member member, int rows, int types) {
        boolean alone = types == 1;
        double part = (double) member.rows / rows;
        Evaluation evaluation = alone
                ? new Evaluation(member.policy, List.of(), member.part.fresh())
                : new Evaluation(member.policy.sharing(part, types), List.of(line(part, types)), member.part.fresh());
        return evaluation.answer(member.prepared, gate.look(), member.part.past(), gate.id(), gate.provenance());
    }

    private static Setting line(double part, int types) {
        return new Setting(
                "family",
                String.format(
                        Locale.ROOT,
                        "%d profile types share the error rate: this one has %.1f %% of what the rows may spend, as it has of the "
                                + "rows",
                        types,
                        100 * part));
    }

    /** What decides comes first: the worst verdict, of those the one that stops more, of those the one that was asked for first. */
    private static GateReport together(List<GateReport> reports) {
        GateReport first = reports.get(0);
        for (GateReport report : reports) {
            boolean stopsMore = report.verdict() == first.verdict()
                    && report.policy().conclusion().compareTo(first.policy().conclusion()) > 0;
            if (report.verdict().isWorseThan(first.verdict()) || stopsMore) {
                first = report;
            }
        }
        GateReport deciding = first;
        return reports.size() == 1
                ? first
                : first.with(reports.stream().filter(one -> one != deciding).toList());
    }
}
