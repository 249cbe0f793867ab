package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mockStatic;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Terminal;
import netprog.wire.Program;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.MockedStatic;

class Week03Test {
    @ParameterizedTest
    @CsvSource({
        "tcp, ''",
        "tcp, ctime",
        "tcp, daytime",
        "tcp, rfc868",
        "udp, ''",
        "udp, ctime",
        "udp, daytime",
        "udp, rfc868"
    })
    void startsAServerAndAClientThatShowsItsTimeOnOneLine(String protocol, String format) {
        String option = format.isEmpty() ? "" : " --format=" + format;
        String port = startServer(protocol, (protocol + "-server 0" + option).split(" "));
        String shown = run((protocol + "-client" + option + " 127.0.0.1 " + port).split(" "));
        assertThat(shown.lines()).hasSize(1);
        if (format.equals("daytime")) {
            String beforeTheZone = shown.substring(0, shown.lastIndexOf(':') + 3);
            Now.assertShown(beforeTheZone, "EEEE, MMMM d, yyyy HH:mm:ss", ZoneId.systemDefault());
        } else {
            Now.assertShown(shown.strip(), ZoneId.systemDefault());
        }
    }

    /** The server serves on until the tests end. */
    private static String startServer(String protocol, String... args) {
        PrintStream screen = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            Thread server = new Thread(() -> Week03.main(args), String.join(" ", args));
            server.setDaemon(true);
            server.start();
            Pattern line = Pattern.compile("listening on " + protocol + " 0\\.0\\.0\\.0:(\\d+)\n");
            Matcher port = Awaitility.await()
                    .atMost(Program.TIMEOUT)
                    .until(() -> line.matcher(log.toString(StandardCharsets.UTF_8)), Matcher::find);
            return port.group(1);
        } finally {
            System.setOut(screen);
        }
    }

    private static String run(String... args) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (MockedStatic<Terminal> terminal = mockStatic(Terminal.class)) {
            terminal.when(Terminal::screen).thenReturn(new PrintStream(shown, true, StandardCharsets.UTF_8));
            Week03.main(args);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }
}
