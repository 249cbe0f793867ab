package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.wire.CommandLoop;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ladder} with unusual files and options, and with those that it cannot read: one line, and status 1 or 2. */
@Execution(ExecutionMode.CONCURRENT)
class BadCaptureIT {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("netprog.top"), "tools/netlab/src/main/wireshark/example.pcapng");

    @TempDir
    private Path folder;

    @BeforeEach
    void needsTshark() {
        SystemProgram.find("tshark", "tshark");
    }

    private static void assertOneLine(int status, String word, String... args) {
        List<String> all = new ArrayList<>(List.of("ladder"));
        all.addAll(List.of(args));
        CommandLoop.Result ladder = NetlabCommands.run(all.toArray(String[]::new));
        assertThat(ladder.status()).as(ladder.toString()).isEqualTo(status);
        assertThat(ladder.errors().lines()).as(ladder.toString()).hasSize(1);
        assertThat(ladder.errors()).contains(word).doesNotContain("Exception");
        assertThat(ladder.output()).isEmpty();
    }

    @Test
    void filesThatAreNotACapture() throws IOException {
        assertOneLine(1, "no file", folder.resolve("nosuch.pcapng").toString());
        assertOneLine(1, "cannot be read", folder.toString());
        assertOneLine(1, "is not a capture file", file("empty", new byte[0]));
        assertOneLine(1, "is not a capture file", file("text", "hello, world\n".getBytes()));
        assertOneLine(1, "is not a capture file", file("zeros", new byte[1000]));
        byte[] example = Files.readAllBytes(EXAMPLE);
        byte[] noise = example.clone();
        Arrays.fill(noise, 200, noise.length, (byte) 0xff);
        assertOneLine(1, "noise", file("noise", noise));
    }

    @Tag("full")
    @Test
    void aFileThatIsCutShortIsDrawnToItsEnd() throws IOException {
        byte[] example = Files.readAllBytes(EXAMPLE);
        String cut = file("cut.pcapng", Arrays.copyOf(example, example.length / 2 + 3));
        CommandLoop.Result text = NetlabCommands.run("ladder", cut);
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.errors().lines()).hasSize(1);
        assertThat(text.errors()).contains("cut short");
        assertThat(text.output()).contains("SYN (connect)");
        CommandLoop.Result json = NetlabCommands.run("ladder", "--json", cut);
        assertThat(json.status()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(json.output()).get("cutShort").asBoolean())
                .isTrue();
        assertOneLine(1, "cut short", file("stump.pcapng", Arrays.copyOf(example, 50)));
    }

    @Test
    @Tag("full")
    void aFileMayBeCutAnywhere() throws IOException {
        byte[] example = Files.readAllBytes(EXAMPLE);
        for (int length : new int[] {3, 4, 27, 28, 100, 333, example.length - 1}) {
            CommandLoop.Result ladder =
                    NetlabCommands.run("ladder", file("cut" + length, Arrays.copyOf(example, length)));
            assertThat(ladder.status()).as(ladder.toString()).isEqualTo(1);
            assertThat(ladder.errors().lines()).hasSize(1);
            assertThat(ladder.errors()).doesNotContain("Exception");
        }
    }

    @Tag("full")
    @Test
    void standardInputIsAFileLikeAnyOther() throws IOException {
        assertSameAsTheFile("cat \"$0\" | \"$@\" -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"$@\" /dev/stdin <\"$0\"",
                "gzip -c \"$0\" | \"$@\" -o - /dev/stdin",
                "mkfifo pipe; cat \"$0\" >pipe & \"$@\" pipe"
            })
    @Tag("full")
    void aPipeIsAFileLikeAnyOther(String line) throws IOException {
        assertSameAsTheFile(line);
    }

    private void assertSameAsTheFile(String line) throws IOException {
        List<String> command = NetlabCommands.java(NetlabCommands.class, "ladder");
        command.addAll(0, List.of("sh", "-c", line, EXAMPLE.toString()));
        String expected = NetlabCommands.run("ladder", EXAMPLE.toString()).output();
        try (Program program = Program.start(new ProcessBuilder(command).directory(folder.toFile()))) {
            assertThat(program.endInput().awaitExit()).as(program.toString()).isZero();
            assertThat(program.output().replaceAll("(?m)^\\S+(?=: 79 packets)", EXAMPLE.toString()))
                    .isEqualTo(expected);
        }
    }

    /** A datagram in two parts is one arrow; the first part is neither another protocol nor left out. */
    @Test
    void fragmentsAreShownAsTheirDatagram() throws IOException {
        byte[] datagram = ByteBuffer.allocate(24)
                .putShort((short) 40000)
                .putShort((short) 30000)
                .putShort((short) 24)
                .putShort((short) 0) // no checksum
                .put("hello fragments!".getBytes(StandardCharsets.US_ASCII))
                .array();
        ByteBuffer capture = ByteBuffer.allocate(24 + 2 * 16 + 2 * 20 + 24)
                .putInt(0xa1b2c3d4)
                .putInt(2 << 16 | 4)
                .putLong(0)
                .putInt(65535)
                .putInt(101); // packets of IP
        for (int part = 0; part < 2; part++) {
            byte[] data = Arrays.copyOfRange(datagram, part * 16, Math.min(24, part * 16 + 16));
            capture.putInt(1).putInt(part).putInt(20 + data.length).putInt(20 + data.length);
            capture.putInt(0x45000000 | 20 + data.length)
                    .putShort((short) 7)
                    .putShort((short) (part == 0 ? 0x2000 : 2)) // more fragments; from byte 2 * 8
                    .putInt(64 << 24 | 17 << 16)
                    .putInt(0xac1e0114)
                    .putInt(0xac1e011e)
                    .put(data);
        }
        String output = NetlabCommands.run("ladder", file("parts.pcap", capture.array()))
                .output();
        assertThat(output)
                .contains("2 packets, one conversation. IP fragments, which are shown", "parts of: 1.")
                .contains("datagram, 16 bytes \"hello fragments!\"")
                .doesNotContain("neither");
    }

    @Test
    void wrongOptions() {
        String example = EXAMPLE.toString();
        assertOneLine(2, "numbered 1 to ", "--conversation", "99", example);
        assertOneLine(2, "numbered 1 to ", "--conversation", "0", example);
        assertOneLine(2, "-o FILE.png", "--format", "png", example);
        assertOneLine(2, "charset \"nosuch\"", "--charset", "nosuch", example);
        assertOneLine(1, "no such folder", "-o", folder.resolve("nosuch/x.svg").toString(), example);
    }

    @Test
    void tsharkIsMissing() throws IOException {
        List<String> command = new ArrayList<>(NetlabCommands.java(NetlabCommands.class, "ladder", EXAMPLE.toString()));
        command.addAll(0, List.of("/usr/bin/env", "PATH=/nosuch"));
        try (Program program = NetlabCommands.start(command)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.errors())
                    .isEqualTo("tshark is missing. Install it: sudo apt install tshark"
                            + " (Debian, Ubuntu; on other systems the package wireshark-cli).\n");
        }
    }

    /** What a user has set in Wireshark makes no difference, not even a protocol that is switched off. */
    @Test
    @Tag("full")
    void thePreferencesOfWiresharkMakeNoDifference() throws IOException {
        Path preferences = Files.createDirectories(folder.resolve("wireshark"));
        Files.writeString(
                preferences.resolve("preferences"),
                "frame.generate_epoch_time: FALSE\ntcp.relative_sequence_numbers: FALSE\n"
                        + "tcp.analyze_sequence_numbers: FALSE\nicmp.favor_icmp_mpls: TRUE\nip.defragment: FALSE\n");
        Files.writeString(preferences.resolve("disabled_protos"), "udp\n");
        ProcessBuilder builder =
                new ProcessBuilder(NetlabCommands.java(NetlabCommands.class, "ladder", EXAMPLE.toString()));
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        try (Program program = Program.start(builder)) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            assertThat(program.output())
                    .isEqualTo(NetlabCommands.run("ladder", EXAMPLE.toString()).output());
        }
    }

    @Tag("full")
    @Test
    void theJsonIsUtf8WhateverTheTerminalIs() throws IOException {
        List<String> command = NetlabCommands.java(NetlabCommands.class, "ladder", "--json", EXAMPLE.toString());
        command.replaceAll(word -> word.replace("stdout.encoding=UTF-8", "stdout.encoding=EUC-KR"));
        command.add(1, "-Dfile.encoding=EUC-KR"); // the charset of a PrintWriter in Java 17
        try (Program program = NetlabCommands.start(command)) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            assertThat(new ObjectMapper().readTree(program.outputBytes()).toString())
                    .contains("안녕 hello");
        }
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }
}
