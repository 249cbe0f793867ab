package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramArgumentsIT {
    private static final List<String> ENGLISH = List.of("-Duser.language=en");
    private static final List<String> KOREAN = List.of("-Duser.language=ko");

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h"})
    void listsThePrograms(String args) throws Exception {
        try (Program program = Probe.start(ENGLISH, args.isEmpty() ? new String[0] : new String[] {args})) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.output().lines()).containsExactly(Probe.SERVER, Probe.CLIENT, Probe.TYPIST);
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void helpEndsWithStatus0() throws Exception {
        try (Program program = Probe.start(ENGLISH, "tcp-server", "not-a-port", "--help")) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.output().lines()).containsExactly("Usage: " + Probe.SERVER);
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void aWrongCommandLineIsOneLineAndStatus2() throws Exception {
        try (Program english = Probe.start(ENGLISH, "tcp-client", "127.0.0.1", "70\n000");
                Program korean = Probe.start(KOREAN, "tcp-client", "127.0.0.1", "70000")) {
            assertThat(english.awaitExit()).isEqualTo(2);
            assertThat(english.errors().lines())
                    .containsExactly("Port \"70\\n000\" is not a whole number from 1 to 65535. Usage: " + Probe.CLIENT);
            assertThat(english.output()).isEmpty();

            assertThat(korean.awaitExit()).isEqualTo(2);
            assertThat(korean.errors().lines())
                    .containsExactly("포트 \"70000\"은(는) 1에서 65535 사이의 정수가 아닙니다. 사용법: " + Probe.CLIENT);
        }
    }

    @Test
    void anUnknownProgramIsStatus2AndTheKnownOnesAreNamed() throws Exception {
        try (Program program = Probe.start(ENGLISH, "tcp-sever", "30000")) {
            assertThat(program.awaitExit()).isEqualTo(2);
            assertThat(program.errors().lines())
                    .containsExactly(
                            "There is no program \"tcp-sever\". Programs: tcp-server, tcp-client, udp-typist.");
            assertThat(program.output()).isEmpty();
        }
    }

    @Test
    void anErrorOfTheNetworkIsOneLineAndStatus1() throws Exception {
        try (Socket bound = new Socket()) {
            bound.bind(Wire.local(0)); // holds the port, and does not listen
            String port = "" + bound.getLocalPort();
            try (Program program = Probe.start(ENGLISH, "tcp-client", "127.0.0.1", port)) {
                assertThat(program.awaitExit()).isEqualTo(1);
                assertThat(program.errors().lines())
                        .singleElement()
                        .asString()
                        .startsWith("refused: tcp 127.0.0.1:" + port + " ");
                assertThat(program.output()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, UTF-8, UTF-8", "MS949, UTF-8, MS949", "UTF-8, MS949, EUC-KR"})
    void keyboardAndScreenSpeakTheCharsetOfTheTerminal(String in, String out, String err) throws Exception {
        List<String> options =
                List.of("-Dstdin.encoding=" + in, "-Dstdout.encoding=" + out, "-Dstderr.encoding=" + err);
        try (Program program = Probe.start(options, "udp-typist")) {
            program.typeBytes("한글\n".getBytes(Charset.forName(in)));
            assertThat(program.awaitExit()).isZero();
            assertThat(new String(program.outputBytes(), Charset.forName(out)).lines())
                    .containsExactly("한글");
            String read = new String("한글".getBytes(Charset.forName(err)), StandardCharsets.UTF_8);
            assertThat(program.errors().lines()).containsExactly(read);
        }
    }
}
