package dev.flamegate.delivery.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Deployment;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.Wording;
import dev.flamegate.delivery.github.GitHubAccounts.Account;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of a custom deployment protection rule: approved or rejected, once. The address is made of the settings and the number of the
 * run, never taken from a webhook: what is sent there carries a token.
 */
record DeploymentReviews(String apiUrl, Wording wording) {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentReviews.class);

    /** GitHub takes 1,024 of Markdown. */
    static final int CHARS_MAX = 1_000;

    private static final int LINK_CHARS_MAX = 400;

    Receipt publish(Account account, Delivery delivery, Message message) throws IOException {
        Deployment deployment = Objects.requireNonNull(delivery.target().deployment(), "a review is of a deployment");
        URI address = URI.create(apiUrl + "/repos/" + delivery.target().repository() + "/actions/runs/"
                + deployment.run() + "/deployment_protection_rule");
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("environment_name", deployment.environment());
        review.put("comment", comment(delivery, message));
        if (message instanceof Message.Started) {
            report(account, address, review);
        } else {
            review.put("state", approves(message) ? "approved" : "rejected");
            account.sender().post(address, bytes(review));
        }
        return Receipt.delivered(deployment.run() + "/" + deployment.environment());
    }

    /** GitHub takes ten reports on progress: that it takes no more must not stand in the way of the answer. */
    private static void report(Account account, URI address, ObjectNode review) throws IOException {
        try {
            account.sender().post(address, bytes(review));
        } catch (GitHubRefusal e) {
            if (e.isLimit() || e.status() >= 500) {
                throw e;
            }
            LOG.info("the progress of a deployment could not be reported: {}", e.getMessage());
        }
    }

    /** What the policy lets through goes, unless nothing at all is known of the version that is deployed. */
    static boolean approves(Message message) {
        if (message instanceof Message.Answered answered) {
            return answered.report().policy().conclusion() != Conclusion.FAILURE && isSeen(answered.report());
        }
        return message instanceof Message.Failed failed && failed.conclusion() != Conclusion.FAILURE;
    }

    private static boolean isSeen(GateReport report) {
        return report.everyType().stream()
                .anyMatch(type -> type.subject().candidate().windows() > 0);
    }

    private String comment(Delivery delivery, Message message) {
        String word = message instanceof Message.Started ? "At work" : approves(message) ? "Approved" : "Rejected";
        String address = delivery.gate().isEmpty() ? "" : wording.address(delivery.gate());
        String link = address.isEmpty() || address.length() > LINK_CHARS_MAX ? "" : "\n\n[Gate](<" + address + ">)";
        String begin = "**" + word + ".** ";
        boolean unseen = message instanceof Message.Answered answered && !isSeen(answered.report());
        String end = (unseen ? " Nothing was seen of the version that is deployed." : "") + link;
        int left = CHARS_MAX - begin.length() - end.length() - 2;
        return begin + Wording.code(wording.title(delivery.service(), message, left * 4 / 5)) + end;
    }

    private static byte[] bytes(ObjectNode review) {
        return review.toString().getBytes(StandardCharsets.UTF_8);
    }
}
