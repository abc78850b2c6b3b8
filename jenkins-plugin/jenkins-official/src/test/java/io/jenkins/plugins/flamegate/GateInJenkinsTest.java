package io.jenkins.plugins.flamegate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.flamegate.jenkins.GateAction;
import dev.flamegate.jenkins.GateBuilder;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** In today's Jenkins: run where the Jenkins project's repository can be reached. */
@WithJenkins
class GateInJenkinsTest {
    private static final String ANSWER = "{\"id\":\"g1\",\"state\":\"done\",\"verdict\":\"INCONCLUSIVE\","
            + "\"conclusion\":\"FAILURE\",\"headline\":\"one pod is not enough\",\"links\":{\"page\":\"/gates/g1\"}}";

    private HttpServer server;
    private String address;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theFormBringsBackEveryField(JenkinsRule jenkins) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        GateBuilder builder = new GateBuilder(address, "shop", "1", "2");
        builder.setOnFail("UNSTABLE");
        builder.setOnInconclusive("NOTHING");
        builder.setWaitMinutes("2.5");
        builder.setCredentialsId("flamegate-token");
        project.getBuildersList().add(builder);
        FreeStyleProject again = jenkins.configRoundtrip(project);
        jenkins.assertEqualDataBoundBeans(builder, again.getBuildersList().get(GateBuilder.class));
    }

    @Test
    void aPipelineGetsTheVerdict(JenkinsRule jenkins) throws Exception {
        jenkins.createSlave("other", "other", null);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition(
                "node('other') { def v = flamegateGate(gate: [server: '" + address
                        + "', service: 'shop', baseline: '1', candidate: '2']); echo \"said ${v}\" }",
                true));
        WorkflowRun run = jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));
        jenkins.assertLogContains("said INCONCLUSIVE", run);
        assertEquals("INCONCLUSIVE", run.getAction(GateAction.class).getVerdict());
    }

    @Test
    void theSymbolIsAStepToo(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "symbol");
        job.setDefinition(new CpsFlowDefinition(
                "node { flamegate server: '" + address
                        + "', service: 'shop', baseline: '1', candidate: '2', onInconclusive: 'nothing' }",
                true));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertTrue(jenkins.createWebClient().getPage(run, "flamegate").asNormalizedText().contains("one pod is not enough"));
    }
}
