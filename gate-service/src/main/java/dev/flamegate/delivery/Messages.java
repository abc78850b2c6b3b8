package dev.flamegate.delivery;

import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.gate.Gates.Running;
import dev.flamegate.reports.Conclusion;
import java.time.Instant;
import java.util.Optional;

/** What is to be said of a gate where a delivery goes: it depends on the gate, on newer ones, and on the time. */
record Messages(Gates gates, DeliveryLedger ledger) {
    private static final Message INTERRUPTED = new Message.Failed(
            "The service was stopped before this gate had an answer. Nothing was decided: run it again",
            Conclusion.FAILURE);

    /** Empty if there is nothing to say yet. */
    Optional<Message> of(Delivery row, Instant now) {
        Deployment deployment = row.target().deployment();
        if (deployment == null) {
            return newer(row).or(() -> ofGate(row));
        }
        return deployment
                .refusal(now)
                .map(why -> (Message) new Message.Failed(why, Conclusion.FAILURE))
                .or(() -> ofGate(row));
    }

    boolean isGone(String gate) {
        return gates.find(gate).isEmpty();
    }

    /** Of deployments there is one row only, whatever is asked about them. */
    private Optional<Message> newer(Delivery row) {
        return ledger.newest(row.slot())
                .filter(newest -> newest.compareTo(row.gate()) > 0)
                .map(newest -> (Message) new Message.Superseded("gate " + newest));
    }

    private Optional<Message> ofGate(Delivery row) {
        Optional<GateState> state = gates.find(row.gate());
        if (state.isPresent() && state.get() instanceof Running) {
            boolean silent = row.started() || !row.surface().startsBeforeTheVerdict();
            return silent ? Optional.empty() : Optional.of(new Message.Started());
        }
        return Optional.of(state.map(Messages::message).orElse(INTERRUPTED));
    }

    private static Message message(GateState state) {
        if (state instanceof Done done) {
            return new Message.Answered(done.report());
        }
        Gates.Failed failed = (Gates.Failed) state;
        return failed.calledOff()
                ? new Message.Ended(failed.message())
                : new Message.Failed(failed.message(), failed.conclusion());
    }
}
