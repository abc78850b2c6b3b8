package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryPointsTest {

    private static List<String> found(Fleet fleet, String rule) {
        Profile profile = fleet.exact(Labels.EMPTY, 1);
        Selection selection = new SelectionBuilder(Fleet.CPU)
                .add(Side.BASELINE, "p", profile, 0)
                .add(Side.CANDIDATE, "p", profile, 0)
                .build("s", "a", "a", "b", "b");
        return EntryPoints.of(MergedTree.of(selection, Fleet.PERIOD), EntryPointRule.parse(rule))
                .names();
    }

    private static Fleet handler(Fleet fleet, String path, int weight) {
        return fleet.stack(path + ";decode", weight)
                .stack(path + ";query;scan", 2 * weight)
                .stack(path + ";encode", weight);
    }

    @Test
    void goHandlersAreFoundBelowTheServerAndTheCollectorBesideThem() {
        String server =
                "net/http.(*conn).serve;net/http.serverHandler.ServeHTTP;net/http.(*ServeMux).ServeHTTP;net/http.HandlerFunc.ServeHTTP";
        Fleet fleet = new Fleet();
        handler(fleet, server + ";main.handleCart", 100);
        handler(fleet, server + ";main.handleSearch", 60);
        fleet.stack("net/http.(*conn).serve;net/http.(*conn).readRequest", 30)
                .stack("runtime.gcBgMarkWorker;runtime.systemstack;runtime.gcDrain", 90)
                .stack("runtime.mcall;runtime.park_m;runtime.schedule", 40);

        assertThat(found(fleet, "auto"))
                .containsExactlyInAnyOrder(
                        "main.handleCart",
                        "main.handleSearch",
                        "net/http.(*conn).readRequest",
                        "runtime.gcBgMarkWorker",
                        "runtime.mcall");
    }

    @Test
    void javaHandlersAreFoundBelowThePoolAndTheProgramsOwnRouter() {
        String router = "java/lang/Thread.run;java/util/concurrent/ThreadPoolExecutor$Worker.run;"
                + "com/sun/net/httpserver/Filter$Chain.doFilter;shop/ShopServer.serve;shop/Shop.compute";
        Fleet fleet = new Fleet();
        handler(fleet, router + ";shop/Cart.view", 100);
        handler(fleet, router + ";shop/Search.find", 100);
        handler(fleet, router + ";shop/Catalog.page", 50);
        fleet.stack("start_thread;thread_native_entry;CompileBroker::compiler_thread_loop", 80);

        assertThat(found(fleet, "auto"))
                .contains("shop/Cart.view", "shop/Search.find", "shop/Catalog.page")
                .doesNotContain("shop/Shop.compute", "java/lang/Thread.run");
    }

    @Test
    void aLoopThatCallsLeavesIsNoDispatcher() {
        Fleet fleet = new Fleet()
                .stack("main;work;hash", 50)
                .stack("main;work;compress", 30)
                .stack("main;work;write", 20);

        assertThat(found(fleet, "auto")).isEmpty();
    }

    @Test
    void functionsThatTheRootCallsDirectlyAreNone() {
        assertThat(found(new Fleet().stack("hash", 50).stack("compress", 30).stack("write", 20), "auto"))
                .isEmpty();
    }

    @Test
    void aPatternNamesThemItselfAndTheOutermostMatchCounts() {
        Fleet fleet = new Fleet()
                .stack("main;route;handleCart;handleItem;price", 50)
                .stack("main;route;handleSearch;rank", 50)
                .stack("main;route;handleRare;x", 1)
                .stack("main;other", 20);

        assertThat(found(fleet, "^handle")).containsExactlyInAnyOrder("handleCart", "handleSearch");
    }

    @Test
    void switchedOffThereAreNone() {
        assertThat(found(Fleet.router(1), "off")).isEmpty();
        assertThat(found(Fleet.router(1), "auto")).containsExactlyInAnyOrder("cart", "search", "render");
    }

    @Test
    void aBrokenPatternIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryPointRule.parse("handle("))
                .withMessageContaining("'handle(' is neither auto nor off nor a regular expression");
    }
}
