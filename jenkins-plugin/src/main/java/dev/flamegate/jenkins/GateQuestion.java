package dev.flamegate.jenkins;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked.
 *
 * @param baseline a version, or a selector in braces
 * @param candidate likewise
 * @param type a profile type; empty for the service's own default
 * @param policy text of the policy file; empty if none is sent
 * @param policyName what the report calls it
 */
record GateQuestion(String service, String baseline, String candidate, String type, String policy, String policyName) {

    String json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("service", service);
        members.put("baseline", baseline);
        members.put("candidate", candidate);
        members.put("type", type);
        members.put("policy", policy);
        members.put("policy_name", policy.isEmpty() ? "" : policyName);
        return members.entrySet().stream()
                .filter(member -> !member.getValue().isEmpty())
                .map(member -> Json.quote(member.getKey()) + ":" + Json.quote(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
