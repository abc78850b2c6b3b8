package dev.flamegate.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    @TempDir
    Path folder;

    @Test
    void documentsAreKeptByKindAndIdAndListedInOrder() {
        try (RocksStore store = RocksStore.open(folder)) {
            for (String id : new String[] {"b", "ä", "a", "ab", ""}) {
                store.documents().put("report", id, ("first " + id).getBytes(UTF_8));
            }
            store.documents().put("reports", "c", new byte[0]);
            store.documents().put("report", "a", "second".getBytes(UTF_8));
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.documents().ids("report")).containsExactly("", "a", "ab", "b", "ä");
            assertThat(store.documents().ids("repor")).isEmpty();
            assertThat(store.documents().get("report", "a")).hasValue("second".getBytes(UTF_8));
            assertThat(store.documents().get("reports", "c")).hasValue(new byte[0]);
            assertThat(store.documents().get("reports", "a")).isEmpty();
        }
    }

    @Test
    void aKindThatWouldMixWithAnIdIsRefused() {
        try (RocksStore store = RocksStore.open(folder)) {
            for (String kind : new String[] {"", "a\0b"}) {
                assertThatThrownBy(() -> store.documents().put(kind, "id", new byte[0]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("kind of document");
            }
        }
    }
}
