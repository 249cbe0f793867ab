package netprog.week03;

import static netprog.week03.TimeFormat.CTIME;
import static netprog.week03.TimeFormat.DAYTIME;
import static netprog.week03.TimeFormat.RFC868;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;

/**
 * A server that a time client may meet, played by a test, and what the client must make of it.
 *
 * @param name what is special about the server
 * @param format what the client was told to expect; its clock is within 68 years of 2020, and its zone is UTC
 * @param script what the server does with one client
 * @param status how the client must end: 0 with a time, 1 without
 * @param line the time that it must show; with status 1 a word of the line that says why there is none
 */
record ScriptedServer<P>(String name, TimeFormat format, Script<P> script, int status, String line) {
    interface Script<P> {
        void play(P peer) throws IOException;
    }

    static final String TIME = "Wed Sep 16 10:15:00 2020";
    private static final byte[] REPLY = Wire.bytes(TIME + "\n\0");
    private static final byte[] OTHER_REPLY = Wire.bytes("Sat Feb 29 23:59:59 2020\n\0");
    private static final byte[] RFC868_REPLY = {(byte) 0xe3, 0x0c, 0x64, 0x24};

    static List<ScriptedServer<TcpPeer>> tcp() {
        List<ScriptedServer<TcpPeer>> all = new ArrayList<>();
        all.add(shown(CTIME, "the reply byte by byte", TIME, peer -> peer.dribble(REPLY, 1)));
        all.add(shown(
                CTIME,
                "the connection stays open",
                TIME,
                peer -> peer.send(REPLY).receive(1)));
        all.add(shown(CTIME, "two replies at once", TIME, peer -> peer.send(join(REPLY, OTHER_REPLY))));
        all.add(shown(CTIME, "a frame's garbage behind the NUL", TIME, peer -> peer.send(Wire.frame(TIME + "\n"))));
        all.add(shown(
                CTIME,
                "no NUL, half-close",
                TIME,
                peer -> peer.send(Wire.bytes(TIME)).halfClose().receive(1)));
        all.add(shown(
                CTIME,
                "bytes that are not UTF-8",
                "\uFFFD\uFFFD 12:00 \uFFFD",
                peer -> peer.send(
                        new byte[] {(byte) 0xbf, (byte) 0xc0, ' ', '1', '2', ':', '0', '0', ' ', (byte) 0xff, '\n', 0
                        })));
        all.add(shown(
                DAYTIME,
                "a line of RFC 867",
                "22 NOV 2026 19:51:22 UTC",
                peer -> peer.send(Wire.bytes("22 NOV 2026 19:51:22 UTC\r\n"))));
        all.add(shown(
                DAYTIME,
                "several lines",
                "Wednesday, September 16, 2020 10:15:00",
                peer -> peer.send(Wire.bytes("\r\nWednesday,\r\nSeptember 16,\n\n2020\t10:15:00\r\n\n"))));
        all.add(shown(
                DAYTIME, "another language", "2020년 9월 16일", peer -> peer.dribble(Wire.bytes("2020년 9월 16일\r\n"), 1)));
        all.add(shown(RFC868, "4 bytes", TIME, peer -> peer.send(RFC868_REPLY)));
        all.add(shown(
                RFC868,
                "4 bytes one by one",
                TIME,
                peer -> peer.dribble(RFC868_REPLY, 1).halfClose().receive(1)));

        all.add(noTime(CTIME, "no byte, a reset", "reset", TcpPeer::reset));
        all.add(noTime(
                CTIME,
                "a reset in the reply",
                "reset",
                peer -> peer.send(Wire.bytes("Wed Sep")).reset()));
        all.add(noTime(CTIME, "no byte, a close", "empty reply", peer -> {}));
        all.add(noTime(CTIME, "only the end of a text", "empty reply", peer -> peer.send(Wire.bytes(" \r\n\0"))));
        all.add(noTime(
                CTIME,
                "text without end",
                "endless reply",
                peer -> peer.send(Wire.bytes("a".repeat(100_000))).receive(1)));
        all.add(noTime(
                CTIME,
                "an escape sequence",
                "malformed reply",
                peer -> peer.send(Wire.bytes("Wed \33[2J\33]0;x\7 2020\n\0"))));
        all.add(noTime(
                DAYTIME,
                "a control character of ISO 8859-1",
                "malformed reply",
                peer -> peer.send(Wire.bytes("Wed \u009b2J\r\n"))));
        all.add(noTime(
                CTIME,
                "the 4 bytes of RFC 868",
                "malformed reply",
                peer -> peer.send(new byte[] {(byte) 0xe3, 0x0c, 0x10, 0x24})));
        all.add(noTime(RFC868, "no byte", "empty reply", peer -> {}));
        for (int length : new int[] {1, 3, 5, 8}) {
            all.add(noTime(RFC868, length + " bytes", "malformed reply", peer -> peer.send(new byte[length])));
        }
        all.add(noTime(RFC868, "8 bytes one by one", "malformed reply", peer -> peer.dribble(new byte[8], 1)));
        all.add(noTime(RFC868, "the text of ctime", "malformed reply", peer -> peer.send(REPLY)));
        return all;
    }

    static List<ScriptedServer<UdpPeer>> udp() {
        List<ScriptedServer<UdpPeer>> all = new ArrayList<>();
        all.add(timeIn(CTIME, "the reply", TIME, REPLY));
        all.add(timeIn(CTIME, "no NUL", TIME, Wire.bytes(TIME)));
        all.add(timeIn(CTIME, "a frame's garbage behind the NUL", TIME, Wire.frame(TIME + "\n")));
        all.add(timeIn(CTIME, "the largest datagram", TIME, join(REPLY, new byte[65_507 - 26])));
        all.add(timeIn(DAYTIME, "several lines", "16 SEP 2020 10:15:00", Wire.bytes("16 SEP 2020\r\n10:15:00\r\n")));
        all.add(timeIn(RFC868, "4 bytes", TIME, RFC868_REPLY));
        all.add(shown(CTIME, "a stranger who is faster", TIME, peer -> {
            UdpPeer.Datagram request = peer.receive();
            try (UdpPeer stranger = new UdpPeer(Wire.local(0))) {
                stranger.send(OTHER_REPLY, request.sender());
            }
            peer.send(REPLY, request.sender());
        }));

        all.add(noTimeIn(CTIME, "an empty datagram", "empty reply", new byte[0]));
        all.add(noTimeIn(CTIME, "only a NUL", "empty reply", new byte[1]));
        all.add(noTimeIn(CTIME, "65507 letters", "endless reply", Wire.bytes("a".repeat(65_507))));
        all.add(noTimeIn(CTIME, "an escape sequence", "malformed reply", Wire.bytes("\33[2J\n\0")));
        for (int length : new int[] {1, 3, 5, 8, 65_507}) {
            all.add(noTimeIn(RFC868, length + " bytes", "malformed reply", new byte[length]));
        }
        return all;
    }

    /** Plays the server; the client may be the first to close, because what the client shows is what counts. */
    void play(P peer) {
        try {
            script.play(peer);
        } catch (IOException e) {
            System.out.println(this + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return format + ", " + name;
    }

    private static <P> ScriptedServer<P> shown(TimeFormat format, String name, String time, Script<P> script) {
        return new ScriptedServer<>(name, format, script, 0, time);
    }

    private static <P> ScriptedServer<P> noTime(TimeFormat format, String name, String word, Script<P> script) {
        return new ScriptedServer<>(name, format, script, 1, word);
    }

    private static ScriptedServer<UdpPeer> timeIn(TimeFormat format, String name, String time, byte[] reply) {
        return shown(format, name, time, peer -> peer.send(reply, peer.receive().sender()));
    }

    private static ScriptedServer<UdpPeer> noTimeIn(TimeFormat format, String name, String word, byte[] reply) {
        return noTime(
                format, name, word, peer -> peer.send(reply, peer.receive().sender()));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
