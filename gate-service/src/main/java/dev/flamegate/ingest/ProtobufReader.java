package dev.flamegate.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of protobuf messages one after the other, without generated classes and without an object a message. Every error
 * names the byte it is at and what the wire format demands there.
 *
 * <p>A message is read by: {@code enter}, then {@code next} until it is 0 with one read or {@code skip} for each field, then
 * {@code leave}. The outermost message is entered already.
 */
public final class ProtobufReader {
    private final CodedInputStream in;
    private final byte[] body;
    private final String origin;
    private int tag;
    private int fieldStart;

    public ProtobufReader(byte[] body, String origin) {
        this.in = CodedInputStream.newInstance(body);
        this.body = body;
        this.origin = origin;
        enter(body.length);
    }

    /** The number of the next field of the current message, 0 at its end. */
    public int next() {
        fieldStart = in.getTotalBytesRead();
        try {
            tag = in.readTag();
        } catch (IOException e) {
            throw wrong(e);
        }
        return WireFormat.getTagFieldNumber(tag);
    }

    /** Whether the field that {@link #next} gave is a string, bytes, a message or a packed list. */
    public boolean isBytes() {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** Where the field that {@link #next} gave starts. */
    public int fieldStart() {
        return fieldStart;
    }

    /** The number of bytes read so far. */
    public int offset() {
        return in.getTotalBytesRead();
    }

    /** The value of an int64, uint64, bool or enum field. */
    public long int64() {
        require(WireFormat.WIRETYPE_VARINT, "a number");
        try {
            return in.readRawVarint64();
        } catch (IOException e) {
            throw wrong(e);
        }
    }

    /** Appends the values of a repeated int64 or uint64 field, packed or not. */
    public void int64s(Longs into) {
        int64s(into, Integer.MAX_VALUE);
    }

    /** The same, for as long as the list has at most so many values. */
    public void int64s(Longs into, int most) {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            into.add(int64());
            requireAtMost(most, into);
            return;
        }
        int outer = enter();
        try {
            while (in.getBytesUntilLimit() > 0) {
                into.add(in.readRawVarint64());
                requireAtMost(most, into);
            }
        } catch (IOException e) {
            throw wrong(e);
        }
        leave(outer);
    }

    /** Steps into a message field; the result goes to {@link #leave}. */
    public int enter() {
        return enter(length());
    }

    public void leave(int outer) {
        in.popLimit(outer);
    }

    /** Steps over a string or bytes field, which then ends at {@link #offset}, and gives its length. */
    public int skipBytes() {
        int length = length();
        try {
            in.skipRawBytes(length);
        } catch (IOException e) {
            throw wrong(e);
        }
        return length;
    }

    /** The value of a string field. */
    public String text() {
        int length = skipBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body, offset() - length, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("field " + WireFormat.getTagFieldNumber(tag) + " is not valid UTF-8");
        }
    }

    /** A copy of the value of a bytes field. */
    public byte[] bytes() {
        int length = skipBytes();
        return Arrays.copyOfRange(body, offset() - length, offset());
    }

    /** The value of a fixed64 field. */
    public long fixed64() {
        require(WireFormat.WIRETYPE_FIXED64, "eight bytes");
        try {
            return in.readRawLittleEndian64();
        } catch (IOException e) {
            throw wrong(e);
        }
    }

    /** Steps over a repeated fixed64 field, packed or not, and gives the number of its values. */
    public int skipFixed64s() {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_FIXED64) {
            fixed64();
            return 1;
        }
        int length = skipBytes();
        if (length % Long.BYTES != 0) {
            throw wrong("field " + WireFormat.getTagFieldNumber(tag) + " has " + length
                    + " bytes, expected eight for each value");
        }
        return length / Long.BYTES;
    }

    /** Steps over a field of any kind. */
    public void skip() {
        int wireType = WireFormat.getTagWireType(tag);
        if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            skipBytes();
            return;
        }
        if (wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP) {
            throw wrong("field " + WireFormat.getTagFieldNumber(tag) + " is a group, which no profile format has");
        }
        try {
            in.skipField(tag);
        } catch (IOException e) {
            throw wrong(e);
        }
    }

    private int length() {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED, "a length and bytes");
        int length;
        try {
            length = in.readRawVarint32();
        } catch (IOException e) {
            throw wrong(e);
        }
        int left = in.getBytesUntilLimit();
        if (length < 0 || length > left) {
            throw wrong("field " + WireFormat.getTagFieldNumber(tag) + " has a length of "
                    + Integer.toUnsignedString(length) + " bytes where only " + left
                    + " are left: truncated or not protobuf");
        }
        return length;
    }

    private int enter(int length) {
        try {
            return in.pushLimit(length);
        } catch (InvalidProtocolBufferException e) {
            throw wrong(e);
        }
    }

    private void requireAtMost(int most, Longs list) {
        if (list.size() > most) {
            throw wrong("field " + WireFormat.getTagFieldNumber(tag) + " brings more than " + most
                    + " values, the most accepted");
        }
    }

    private void require(int wireType, String what) {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw wrong("field " + WireFormat.getTagFieldNumber(tag) + " must be " + what + ", but has wire type "
                    + WireFormat.getTagWireType(tag));
        }
    }

    private MalformedProfileException wrong(IOException e) {
        boolean atEnd = in.getTotalBytesRead() >= body.length;
        return wrong(
                atEnd
                        ? "the protobuf is truncated: it ends inside a field"
                        : "not valid protobuf inside a message (number too long, or beyond the message's end)");
    }

    private MalformedProfileException wrong(String rule) {
        return new MalformedProfileException(origin, "byte " + fieldStart, rule);
    }
}
