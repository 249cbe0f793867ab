package netprog.netlab.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the frames of one direction of a TCP conversation, however the stream was cut into segments. */
final class FrameStream {
    private byte[] pending = new byte[0];
    private long next = 1; // the relative number of the byte that is expected
    private boolean cut; // whether the end of the last segment was not kept

    /**
     * What a segment holds.
     *
     * @param frames the frames that end in it
     * @param begun how many bytes at its end belong to a frame that ends later
     */
    record Part(List<CapturedFrame> frames, int begun) {}

    /** Takes the next segment; one that was sent again, or follows a gap, is read on its own. */
    Part take(Packet packet) {
        byte[] data = packet.data();
        boolean expected = packet.seq() == next && !cut;
        if (!expected) {
            int skip = (int) Math.floorMod(1 - packet.seq(), (long) CapturedFrame.LENGTH);
            data = Arrays.copyOfRange(data, Math.min(skip, data.length), data.length);
        }
        byte[] all = expected ? join(pending, data) : data;
        List<CapturedFrame> frames = new ArrayList<>();
        int offset = 0;
        for (; offset + CapturedFrame.LENGTH <= all.length; offset += CapturedFrame.LENGTH) {
            frames.add(CapturedFrame.at(all, offset));
        }
        if (packet.seq() >= next) {
            next = packet.seq() + packet.length();
            pending = Arrays.copyOfRange(all, offset, all.length);
            cut = packet.length() > packet.data().length;
        }
        return new Part(frames, all.length - offset);
    }

    private static byte[] join(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
