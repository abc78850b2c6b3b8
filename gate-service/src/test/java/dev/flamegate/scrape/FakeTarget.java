package dev.flamegate.scrape;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process with profiles to scrape: a real server on a free port of this machine. */
final class FakeTarget implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Headers lastHeaders = new Headers();

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    FakeTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    FakeTarget at(String path, Answer answer) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            lastHeaders = exchange.getRequestHeaders();
            try (exchange) {
                answer.to(exchange);
            }
        });
        return this;
    }

    FakeTarget at(String path, byte[] body) {
        return at(path, exchange -> send(exchange, 200, body));
    }

    /** Takes the request and says nothing until the target closes. */
    FakeTarget hangingAt(String path, CountDownLatch reached) {
        return at(path, exchange -> {
            reached.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Sends bytes until nobody takes them. */
    FakeTarget endlessAt(String path) {
        return at(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] chunk = new byte[8192];
            while (closed.getCount() > 0) {
                out.write(chunk);
            }
        });
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Path and query of every request. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    Headers lastHeaders() {
        return lastHeaders;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
