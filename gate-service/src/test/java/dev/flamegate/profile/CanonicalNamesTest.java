package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.flamegate.ingest.Corpus;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Shop$Catalog$$Lambda$5.0x00007fecd4003a10.apply | Shop$Catalog$$Lambda.apply",
                "Shop$$Lambda$12/0x00007fecd4003a10.decode | Shop$$Lambda.decode",
                "Shop$$Lambda/0x00007fecd4003a10.apply | Shop$$Lambda.apply",
                "Shop$$Lambda+0x00007fecd4003a10.apply | Shop$$Lambda.apply",
                "Shop$$Lambda$14/1234567.run | Shop$$Lambda.run",
                "java/util/Foo$$Lambda$4/0x00007fecd4003a10.run_[j] | java/util/Foo$$Lambda.run",
                "Shop.lambda$main$0 | Shop.lambda$main",
                "Shop.lambda$load$1$2 | Shop.lambda$load",
                "Shop.lambda$a$b$2 | Shop.lambda$a$b",
                "java.lang.invoke.LambdaForm$MH.0x00007fecd4003a10.invoke | java.lang.invoke.LambdaForm$MH.invoke",
                "java.lang.invoke.LambdaForm$DMH/0x0000000800c03000.add | java.lang.invoke.LambdaForm$DMH.add",
                "java.lang.invoke.LambdaForm$MH/1234.invoke | java.lang.invoke.LambdaForm$MH.invoke",
                "Script/0x0000000800c03000.run | Script.run",
                "jdk.internal.reflect.GeneratedMethodAccessor120.invoke"
                        + " | jdk.internal.reflect.GeneratedMethodAccessor.invoke",
                "com.sun.proxy.$Proxy12.get | com.sun.proxy.$Proxy.get",
                "jdk.proxy2.$Proxy33.get | jdk.proxy.$Proxy.get",
                "Service$$EnhancerBySpringCGLIB$$1a2b3c4d.call | Service$$EnhancerBySpringCGLIB.call",
                "Service$$SpringCGLIB$$0.call | Service$$SpringCGLIB.call",
                "main.Map[go.shape.int,go.shape.string] | main.Map[...]",
                "main.F[go.shape.map[string][]int].func2 | main.F[...].func2",
                "main.Map[go.shape.struct { X []int }].G[go.shape.int] | main.Map[...].G[...]",
                "core::ops::function::FnOnce::call_once::h0123456789abcdef | core::ops::function::FnOnce::call_once",
                "shop[0123456789abcdef]::load | shop::load",
                "x::load::h0123456789abcdef.llvm.12 | x::load",
                "finish_task_switch.isra.0 | finish_task_switch",
                "finish_task_switch.isra.0_[k] | finish_task_switch_[k]",
                "foo.part.1.constprop.3 | foo",
                "_ZN3fooE.cold.12 | _ZN3fooE",
                "bar.cold | bar",
                "std::foo(int) [clone .isra.0] [clone .cold] | std::foo(int)",
                "a/Body$$Lambda+0x00007f0ac440d628/42938372.run | a/Body$$Lambda.run",
                "shop/Cart$$$Lambda$7/0x00007f0ac440d628.apply | shop/Cart$$$Lambda.apply",
                "java/lang/String.length_[i] | java/lang/String.length",
                "java/lang/String.length_[0] | java/lang/String.length",
                "Shop$$ExternalSyntheticLambda12.run | Shop$$ExternalSyntheticLambda.run",
                "shop/Cart$ByteBuddy$aB3dE6gH.price | shop/Cart$ByteBuddy.price",
                "shop/Cart$MockitoMock$1427646530.price | shop/Cart$MockitoMock.price",
                "shop/Cart$HibernateProxy$kD8fsZ1q.price | shop/Cart$HibernateProxy.price",
                "shop/Cart$$KeyFactoryByCGLIB$$d45e49f7.get | shop/Cart$$KeyFactoryByCGLIB.get",
                "shop/Cart_$$_jvst1a2_0.price | shop/Cart_$$_jvst.price",
                "_ZN4shop4load17h0123456789abcdefE | _ZN4shop4loadE",
                "_RNvCs1a2B3c_4shop4load | _RNvC4shop4load",
                "std::vector<int>::push_back[abi:ne180100](int&&) | std::vector<int>::push_back(int&&)",
                "init.lto_priv.3 | init",
                "do_work+0x1f | do_work",
                "[libshop.so]+0x8a3f | [libshop.so]",
                "/tmp/build-abc123/app/main.py handle | /tmp/_/app/main.py handle",
                "/app/dist/main.3f2a1b9c.js:handler:12 | /app/dist/main.js:handler",
                "/app/dist/chunk-0a1b2c3d4e5f.mjs:load:7 | /app/dist/chunk.mjs:load",
                "./src/cart.ts:price:120 | ./src/cart.ts:price",
                "0x7fecd4003a10 | <unknown>",
                "00007fecd4003a10 | <unknown>",
            })
    void whatDiffersBetweenBuildsIsTakenOut(String raw, String canonical) {
        assertThat(CanonicalNames.canonical(raw)).isEqualTo(canonical);
        assertThat(CanonicalNames.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop$$Lambda.apply",
                "java.lang.invoke.LambdaForm$Kind.get",
                "java.lang.invoke.LambdaForm$MH.add",
                "com.acme.part.Thing.run",
                "org.llvm.Foo",
                "pkg/isra.part",
                "main.cold.run",
                "main.run.func2",
                "main.main-range1",
                "main.main.Seq.func5",
                "shop/Cart.$anonfun$price$3",
                "shop/Cart$price$1.invoke",
                "java/lang/invoke/DirectMethodHandle$Holder.invokeStatic",
                "read_[k]",
                "./src/cart.ts:(anonymous):120",
                "/app/dist/my-function.js:load",
                "/tmp/_/app/main.py handle",
                "shop/ByteBuddy$Default.make",
                "main.(*T[...]).Do",
                "main.Broken[go.shape.int",
                "deadbeef",
                "decade",
                "operator()",
                "<unknown>",
                ".isra.0",
                "::h0123456789abcdef",
                "(anonymous)",
                " ",
            })
    void otherNamesStay(String raw) {
        assertThat(CanonicalNames.canonical(raw)).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17h0123456789abcdefE",
                "_RC",
                "/tmp/a",
                ".js:a",
                "+0x1",
                "$ByteBuddy$aaaaaa",
                "lambda$a",
                "$a$1",
                "/0x123456",
                "[go.shape",
                "::h0123456789abcdef",
                ".cold.1",
                "$$Lambda",
                "a$"
            })
    void hostileNamesCostBoundedTime(String piece) {
        String longest = piece.repeat(1024 / piece.length());

        assertTimeout(Duration.ofSeconds(5), () -> CanonicalNames.canonical("lambda$" + longest.substring(10)));
        assertThat(CanonicalNames.canonical(piece.repeat(1025))).isEqualTo(piece.repeat(1025));
    }

    @Test
    void canonicalFormsOfRealNamesAreTheirOwnCanonicalForms() {
        Corpus corpus = Corpus.orSkip();
        PprofFormat format = new PprofFormat(PprofLimits.DEFAULT);
        int names = 0;
        for (String file : corpus.files("")) {
            try {
                names += check(format.read(corpus.bytes(file), file).tree());
            } catch (MalformedProfileException notPprof) {
                assertThat(notPprof.origin()).isEqualTo(file);
            }
        }
        assertThat(names).isGreaterThan(10_000);
    }

    private static int check(CallTree tree) {
        for (int i = 0; i < tree.functionCount(); i++) {
            String canonical = tree.functionAt(i).name().canonical();
            assertThat(CanonicalNames.canonical(canonical)).isEqualTo(canonical);
        }
        return tree.functionCount();
    }
}
