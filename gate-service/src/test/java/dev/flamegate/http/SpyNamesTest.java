package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.ingest.TestStacks;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpyNamesTest {

    @ParameterizedTest
    @CsvSource({
        "pyspy,app/views.py handle;json",
        "rbspy,app/views.py handle;/usr/lib/json.py json",
        "scripting,app/views.py handle;/usr/lib/json.py json",
        "gospy,handle;json"
    })
    void functionsOfScriptsAreNamedWithTheirFile(String spy, String stack) {
        ProfileBuilder builder = new ProfileBuilder("x", List.of(new ValueType("cpu", "nanoseconds")));
        int handle = builder.tree().function(Function.of("handle", "app/views.py", 3));
        int json = builder.tree().function(Function.of("json", "/usr/lib/json.py", 0));
        int node = builder.tree().child(builder.tree().child(CallTree.ROOT, handle, 5), json, 0);
        builder.add(node, 0, 7);

        List<Profile> named = SpyNames.applied(spy, List.of(builder.build()));

        assertThat(TestStacks.of(named.get(0))).isEqualTo(Map.of(stack, 7L));
    }
}
