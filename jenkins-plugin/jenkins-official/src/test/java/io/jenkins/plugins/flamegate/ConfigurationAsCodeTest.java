package io.jenkins.plugins.flamegate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import org.junit.jupiter.api.Test;

/** In today's Jenkins: run where the Jenkins project's repository can be reached. */
@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("jenkins.yaml")
    void theServerIsReadFromCode(JenkinsConfiguredWithCodeRule jenkins) {
        assertEquals("https://flamegate.example.org", ControllerDefaults.get().getServer());
    }
}
