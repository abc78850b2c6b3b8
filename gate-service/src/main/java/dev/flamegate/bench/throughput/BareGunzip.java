package dev.flamegate.bench.throughput;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The least that reading a profile can cost: decompressing it into a buffer that is there already, with its checksum, and stepping over
 * the outermost fields of the message. Takes gzip of one member without optional fields in its header, which is what profilers write.
 */
final class BareGunzip implements AutoCloseable {
    private static final int HEADER_BYTES = 10;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private byte[] content = new byte[1 << 20];

    static boolean takes(byte[] body) {
        return body.length > HEADER_BYTES && body[0] == 0x1f && body[1] == (byte) 0x8b && body[3] == 0;
    }

    /** The number of bytes inside. */
    int inflate(byte[] body) {
        inflater.reset();
        inflater.setInput(body, HEADER_BYTES, body.length - HEADER_BYTES);
        int size = 0;
        try {
            while (!inflater.finished()) {
                if (size == content.length) {
                    content = Arrays.copyOf(content, size * 2);
                }
                int count = inflater.inflate(content, size, content.length - size);
                if (count == 0 && inflater.needsInput()) {
                    throw new IllegalArgumentException("the gzip stream is cut");
                }
                size += count;
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not gzip: " + e.getMessage(), e);
        }
        crc.reset();
        crc.update(content, 0, size);
        return size + (int) (crc.getValue() & 0);
    }

    /** The number of fields of the message inside. */
    int inflateAndSkip(byte[] body) {
        CodedInputStream in = CodedInputStream.newInstance(content, 0, inflate(body));
        int fields = 0;
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                in.skipField(tag);
                fields++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
