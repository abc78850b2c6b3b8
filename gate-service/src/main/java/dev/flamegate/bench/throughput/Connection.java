package dev.flamegate.bench.throughput;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept. It does no more than posting a body and reading the status, because what it costs is taken from
 * the processors that are measured.
 */
final class Connection implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final String host;

    Connection(URI address) throws IOException {
        this.socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.host = address.getHost() + ":" + address.getPort();
    }

    /** The status of the answer. */
    int post(String target, byte[] body) throws IOException {
        String head = "POST " + target + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        socket.getOutputStream().write(request);
        return answer();
    }

    private int answer() throws IOException {
        String first = line();
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0 || first.length() < 12) {
            throw new IOException("the service answered '" + first + "' without the length of its body");
        }
        in.skipNBytes(length);
        return Integer.parseInt(first.substring(9, 12));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        int c = in.read();
        while (c != '\n') {
            if (c < 0) {
                throw new EOFException("the service closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
