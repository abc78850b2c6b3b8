package dev.flamegate.ingest.otlp;

import static dev.flamegate.ingest.otlp.OtlpSchema.*;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.ingest.ProtobufSchema;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * OpenTelemetry's {@code ExportProfilesServiceRequest}: one dictionary, and below each resource profiles of one sample type that refer
 * to it.
 *
 * <p>What is read: stacks with inlined functions, values and counts of time stamps, type, period, start and duration, the attributes that
 * {@link AttributeLabels} knows. What is dropped: links to traces, addresses, columns, the original payload.
 *
 * <p>Read with the project's own reader and not with OpenTelemetry's classes: these make some ten objects of a sample before any limit
 * is asked, and what a stranger may send is bounded here while it is read. Stateless and thread-safe.
 */
public final class OtlpFormat {

    /** What the request looks like in JSON. */
    public static final ProtobufSchema SCHEMA = REQUEST;

    /** The {@code google.rpc.Status} with which an export is refused. */
    public static final ProtobufSchema STATUS =
            new ProtobufSchema().int64(1, "code").text(2, "message");

    private final OtlpLimits limits;

    public OtlpFormat(OtlpLimits limits) {
        this.limits = limits;
    }

    /**
     * All profiles of a request under their labels; none if it has none.
     *
     * @throws MalformedProfileException naming the resource, the profile, the sample and the rule, and the layout that is read
     */
    public List<Profile> read(byte[] request, String origin) {
        if (request.length > limits.bytes()) {
            throw new MalformedProfileException(
                    origin, "byte " + limits.bytes(), "larger than " + limits.bytes() + " bytes, the most accepted");
        }
        try {
            return new Reading(request, limits, origin).profiles();
        } catch (MalformedProfileException e) {
            throw new MalformedProfileException(e.origin(), e.position(), e.rule() + "; " + REVISION);
        }
    }

    /** The second pass over a request, in which the dictionary is known. */
    private static final class Reading {
        private final ProtobufReader in;
        private final Tables tables;
        private final OtlpLimits limits;
        private final Budget budget;
        private final String origin;
        private final List<Profile> profiles = new ArrayList<>();
        private int resources;
        private int number;

        Reading(byte[] request, OtlpLimits limits, String origin) {
            this.tables = new Tables(request, limits, origin);
            this.in = new ProtobufReader(request, origin);
            this.budget = new Budget(limits, origin);
            this.limits = limits;
            this.origin = origin;
        }

        List<Profile> profiles() {
            for (int field = in.next(); field != 0; field = in.next()) {
                if (field == REQUEST_RESOURCE_PROFILES) {
                    resourceProfiles();
                    resources++;
                } else {
                    in.skip();
                }
            }
            return profiles;
        }

        /** The resource may follow its profiles. */
        private void resourceProfiles() {
            number = 0;
            Map<String, String> attributes = new TreeMap<>();
            List<Profile> own = new ArrayList<>();
            int outer = in.enter();
            for (int field = in.next(); field != 0; field = in.next()) {
                switch (field) {
                    case RESOURCE_PROFILES_RESOURCE -> resource(attributes);
                    case RESOURCE_PROFILES_SCOPES -> scope(own);
                    default -> in.skip();
                }
            }
            in.leave(outer);
            Map<String, String> labels = AttributeLabels.ofResource(attributes);
            own.forEach(profile -> profiles.add(profile.withLabels(AttributeLabels.joined(labels, profile.labels()))));
        }

        private void resource(Map<String, String> attributes) {
            int outer = in.enter();
            for (int field = in.next(); field != 0; field = in.next()) {
                if (field == RESOURCE_ATTRIBUTES) {
                    attribute(attributes);
                } else {
                    in.skip();
                }
            }
            in.leave(outer);
        }

        private void attribute(Map<String, String> attributes) {
            String place = "resource " + resources;
            String key = "";
            AnyValue value = AnyValue.NONE;
            int outer = in.enter();
            for (int field = in.next(); field != 0; field = in.next()) {
                switch (field) {
                    case KEY_VALUE_KEY -> key = in.text();
                    case KEY_VALUE_KEY_REFERENCE -> key = tables.strings.text(in.int64(), place);
                    case KEY_VALUE_VALUE -> value = AnyValue.read(in);
                    default -> in.skip();
                }
            }
            in.leave(outer);
            if (AttributeLabels.isKnown(key)) {
                attributes.put(key, value.resolved(tables.strings, place));
            }
        }

        private void scope(List<Profile> into) {
            List<OneProfile> scope = new ArrayList<>();
            int outer = in.enter();
            for (int field = in.next(); field != 0; field = in.next()) {
                if (field == SCOPE_PROFILES_PROFILES) {
                    String place = "resource " + resources + ", profile " + number++;
                    scope.add(new OneProfile(in, tables, limits, budget, origin, place));
                } else {
                    in.skip();
                }
            }
            in.leave(outer);
            Set<OneProfile.Measured> timed = scope.stream()
                    .filter(OneProfile::isTime)
                    .map(OneProfile::measured)
                    .collect(Collectors.toSet());
            scope.forEach(profile -> into.addAll(profile.profiles(timed)));
        }
    }
}
