package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ladder} with files and options that make no sense: one line, and status 1 or 2. */
class BadCaptureIT {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("netprog.top"), "tools/netlab/src/main/wireshark/example.pcapng");

    @TempDir
    private Path folder;

    @BeforeEach
    void needsTshark() {
        SystemProgram.find("tshark", "tshark");
    }

    private static void assertOneLine(int status, String word, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("ladder"));
        all.addAll(List.of(args));
        try (Program program = NetlabCommands.run(all.toArray(String[]::new))) {
            assertThat(program.awaitExit()).as(program.toString()).isEqualTo(status);
            assertThat(program.errors().lines()).as(program.toString()).hasSize(1);
            assertThat(program.errors()).contains(word).doesNotContain("Exception");
            assertThat(program.output()).isEmpty();
        }
    }

    @Test
    void filesThatAreNoCapture() throws IOException {
        assertOneLine(1, "no file", folder.resolve("nosuch.pcapng").toString());
        assertOneLine(1, "cannot be read", folder.toString());
        assertOneLine(1, "is no capture file", file("empty", new byte[0]));
        assertOneLine(1, "is no capture file", file("text", "hello, world\n".getBytes()));
        assertOneLine(1, "is no capture file", file("zeros", new byte[1000]));
        byte[] example = Files.readAllBytes(EXAMPLE);
        byte[] noise = example.clone();
        Arrays.fill(noise, 200, noise.length, (byte) 0xff);
        assertOneLine(1, "noise", file("noise", noise));
    }

    @Test
    void aFileThatIsCutShortIsDrawnAsFarAsItGoes() throws IOException {
        byte[] example = Files.readAllBytes(EXAMPLE);
        String cut = file("cut.pcapng", Arrays.copyOf(example, example.length / 2 + 3));
        try (Program program = NetlabCommands.run("ladder", cut)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.errors().lines()).hasSize(1);
            assertThat(program.errors()).contains("cut short");
            assertThat(program.output()).contains("SYN (connect)");
        }
        try (Program program = NetlabCommands.run("ladder", "--json", cut)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(new ObjectMapper()
                            .readTree(program.output())
                            .get("cutShort")
                            .asBoolean())
                    .isTrue();
        }
        assertOneLine(1, "cut short", file("stump.pcapng", Arrays.copyOf(example, 50)));
    }

    @Test
    void aFileThatIsCutAnywhereIsNeverAnAccident() throws IOException {
        byte[] example = Files.readAllBytes(EXAMPLE);
        for (int length : new int[] {3, 4, 27, 28, 100, 333, example.length - 1}) {
            try (Program program = NetlabCommands.run("ladder", file("cut" + length, Arrays.copyOf(example, length)))) {
                assertThat(program.awaitExit()).as(program.toString()).isEqualTo(1);
                assertThat(program.errors().lines()).hasSize(1);
                assertThat(program.errors()).doesNotContain("Exception");
            }
        }
    }

    @Test
    void optionsThatMakeNoSense() throws IOException {
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
                    .isEqualTo("There is no tshark. Install it: sudo apt install tshark"
                            + " (Debian, Ubuntu; on other systems the package wireshark-cli).\n");
        }
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }
}
