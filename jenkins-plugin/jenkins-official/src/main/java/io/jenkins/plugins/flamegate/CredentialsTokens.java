package io.jenkins.plugins.flamegate;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import dev.flamegate.jenkins.Tokens;
import hudson.Extension;
import hudson.model.Run;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/** Takes the token from the credentials store: secret text that the build may use. */
@Extension
public final class CredentialsTokens extends Tokens {
    @Override
    protected @Nullable String token(String credentialsId, Run<?, ?> run) {
        StringCredentials found =
                CredentialsProvider.findCredentialById(credentialsId, StringCredentials.class, run, List.of());
        return found == null ? null : found.getSecret().getPlainText();
    }
}
