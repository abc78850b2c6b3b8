package dev.flamegate.jenkins;

import hudson.ExtensionPoint;
import hudson.model.Hudson;
import hudson.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * Where the token comes from that is sent to the service. The plugin has no field for a secret: the build for Jenkins adds one of these
 * that looks into the credentials store.
 */
public abstract class Tokens implements ExtensionPoint {

    /**
     * The secret of that id; null if there is none.
     *
     * @param run the build that asks, for what it may see and for the record of use
     */
    protected abstract @Nullable String token(String credentialsId, Run<?, ?> run);

    /**
     * @return empty if no credentials are configured
     * @throws ServiceException if there are no such credentials
     */
    static String of(String credentialsId, Run<?, ?> run) throws ServiceException {
        if (credentialsId.isEmpty()) {
            return "";
        }
        for (Tokens tokens : Hudson.getInstance().getExtensionList(Tokens.class)) {
            String token = tokens.token(credentialsId, run);
            if (token != null) {
                return token;
            }
        }
        throw new ServiceException("there are no credentials '" + credentialsId + "' that this build may use");
    }
}
