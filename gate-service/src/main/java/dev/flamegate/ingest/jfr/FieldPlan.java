package dev.flamegate.ingest.jfr;

import java.util.ArrayList;
import java.util.List;

/**
 * How to read a value of a type: which bytes to step over, and which fields to pick. Made once a type and chunk, so that reading is a
 * loop without look-ups. Of a string and of an array the place where it begins is picked.
 */
final class FieldPlan {
    private static final int STEPS_MAX = 4096;
    private static final int DEPTH_MAX = 16;
    private static final int UNWANTED = -1;

    private enum Kind {
        NUMBER,
        BYTE,
        FOUR_BYTES,
        EIGHT_BYTES,
        STRING,
        ARRAY
    }

    /** @param elements how to step over one element of an array; of other kinds, nothing */
    private record Step(Kind kind, int slot, FieldPlan elements) {}

    private static final FieldPlan NOTHING = new FieldPlan(List.of());

    private final Step[] steps;

    private FieldPlan(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
    }

    /** A value of this type without picking anything of it. */
    static FieldPlan skipping(JfrType type, JfrMetadata metadata, JfrBytes in) {
        return picking(type, List.of(), metadata, in);
    }

    /**
     * @param wanted names of fields; the value of the first goes to slot 0
     */
    static FieldPlan picking(JfrType type, List<String> wanted, JfrMetadata metadata, JfrBytes in) {
        return new Planning(metadata, in).plan(type, wanted, 0);
    }

    /** Leaves slots alone whose field the type does not have. */
    void read(JfrBytes in, long[] slots) {
        for (Step step : steps) {
            if (step.slot == UNWANTED) {
                skip(step, in);
            } else {
                slots[step.slot] = pick(step, in);
            }
        }
    }

    void skip(JfrBytes in) {
        for (Step step : steps) {
            skip(step, in);
        }
    }

    private static long pick(Step step, JfrBytes in) {
        return switch (step.kind) {
            case NUMBER -> in.number();
            case BYTE -> in.next();
            default -> {
                int start = in.position();
                skip(step, in);
                yield start;
            }
        };
    }

    private static void skip(Step step, JfrBytes in) {
        switch (step.kind) {
            case NUMBER -> in.skipNumber();
            case BYTE -> in.skip(1);
            case FOUR_BYTES -> in.skip(Float.BYTES);
            case EIGHT_BYTES -> in.skip(Double.BYTES);
            case STRING -> in.skipString();
            case ARRAY -> skipArray(step.elements, in);
        }
    }

    private static void skipArray(FieldPlan elements, JfrBytes in) {
        int count = in.count("elements");
        if (elements.steps.length > 0) {
            for (int left = count; left > 0; left--) {
                elements.skip(in);
            }
        }
    }

    /** Types refer to types: what nests too deep, or grows too large, is no recording. */
    private static final class Planning {
        private final JfrMetadata metadata;
        private final JfrBytes in;
        private int stepCount;

        Planning(JfrMetadata metadata, JfrBytes in) {
            this.metadata = metadata;
            this.in = in;
        }

        FieldPlan plan(JfrType type, List<String> wanted, int depth) {
            List<Step> steps = new ArrayList<>();
            if (type.fields().isEmpty()) {
                addPrimitive(type, wanted.isEmpty() ? UNWANTED : 0, steps);
            }
            for (JfrType.Field field : type.fields()) {
                addField(field, wanted.indexOf(field.name()), depth, steps);
            }
            return new FieldPlan(steps);
        }

        private void addField(JfrType.Field field, int slot, int depth, List<Step> steps) {
            if (++stepCount > STEPS_MAX || depth > DEPTH_MAX) {
                throw in.wrong("a type has more than " + STEPS_MAX + " fields, or more than " + DEPTH_MAX
                        + " types inside each other, the most accepted");
            }
            JfrType type = metadata.type(field.typeId());
            if (type == null) {
                throw in.wrong("field " + field.name() + " has type " + field.typeId() + ", which the metadata lacks");
            }
            if (field.array()) {
                FieldPlan elements = field.pooled()
                        ? new FieldPlan(List.of(new Step(Kind.NUMBER, UNWANTED, NOTHING)))
                        : plan(type, List.of(), depth + 1);
                steps.add(new Step(Kind.ARRAY, slot, elements));
            } else if (field.pooled()) {
                steps.add(new Step(Kind.NUMBER, slot, NOTHING));
            } else if (type.fields().isEmpty()) {
                addPrimitive(type, slot, steps);
            } else {
                for (JfrType.Field inner : type.fields()) {
                    addField(inner, UNWANTED, depth + 1, steps);
                }
            }
        }

        /** A type without fields that is not one of these takes no bytes. */
        private static void addPrimitive(JfrType type, int slot, List<Step> steps) {
            switch (type.name()) {
                case "boolean", "byte" -> steps.add(new Step(Kind.BYTE, slot, NOTHING));
                case "char", "short", "int", "long" -> steps.add(new Step(Kind.NUMBER, slot, NOTHING));
                case "float" -> steps.add(new Step(Kind.FOUR_BYTES, slot, NOTHING));
                case "double" -> steps.add(new Step(Kind.EIGHT_BYTES, slot, NOTHING));
                case "java.lang.String" -> steps.add(new Step(Kind.STRING, slot, NOTHING));
                default -> {}
            }
        }
    }
}
