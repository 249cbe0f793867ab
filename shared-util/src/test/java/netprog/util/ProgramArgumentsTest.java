package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramArgumentsTest {
    private static final String SERVER = "tcp-server [port] [--format ctime|daytime|rfc868] [--bind ADDRESS]";
    private static final String CLIENT = "udp-client [host [port]] [--format ctime|daytime|rfc868] [--charset NAME]";

    private static final String UNKNOWN = "x".repeat(64); // too long for a name: no name server is asked

    @Test
    void hasTheDefaultsOfTheCourse() throws Exception {
        assertThat(server().bindAddress()).isEqualTo(new InetSocketAddress(30000));
        assertThat(client().server()).isEqualTo(new InetSocketAddress("127.0.0.1", 30000));
        assertThat(client().charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(client().option("--format", "ctime")).isEqualTo("ctime");
    }

    @Test
    void aServerTakesAPortAndAnAddress() throws Exception {
        assertThat(server("0").bindAddress()).isEqualTo(new InetSocketAddress(0));
        assertThat(server("65535").bindAddress()).isEqualTo(new InetSocketAddress(65535));
        assertThat(server("--bind", "127.0.0.1").bindAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 30000));
        assertThat(server("--bind=::1", "7").bindAddress())
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 7));
        assertThat(server("7", "--bind", "[::1]").bindAddress())
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 7));
        assertThatThrownBy(() -> server("--bind", UNKNOWN).bindAddress()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aClientTakesAHostAndAPort() throws Exception {
        assertThat(client("127.0.0.2").server()).isEqualTo(new InetSocketAddress("127.0.0.2", 30000));
        assertThat(client("127.0.0.2", "7").server()).isEqualTo(new InetSocketAddress("127.0.0.2", 7));
        assertThat(client("127.0.0.2:7").server()).isEqualTo(new InetSocketAddress("127.0.0.2", 7));
        assertThat(client("::1").server()).isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 30000));
        assertThat(client("[::1]", "7").server()).isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 7));
        assertThatThrownBy(() -> client(UNKNOWN).server()).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format daytime 127.0.0.2 7",
                "127.0.0.2 --format daytime 7",
                "127.0.0.2 7 --format daytime",
                "127.0.0.2 7 --format=daytime",
                "--format=rfc868 --format=daytime 127.0.0.2:7",
            })
    void optionsMayComeAnywhere(String args) throws Exception {
        ProgramArguments line = client(args.split(" "));
        assertThat(line.option("--format", "ctime")).isEqualTo("daytime");
        assertThat(line.server()).isEqualTo(new InetSocketAddress("127.0.0.2", 7));
    }

    @Test
    void knowsTheCharsetsOfJava() {
        assertThat(client("--charset", "MS949").charset()).isEqualTo(Charset.forName("x-windows-949"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --frmat ctime         | --frmat                       | There is no option
            --                    | --                            | There is no option
            -p 7                  | -p                            | There is no option
            --bind ::1            | --bind                        | There is no option
            --format              | --format                      | needs a value: ctime|daytime|rfc868
            7 --charset           | --charset                     | needs a value: NAME
            --format unix         | --format got "unix"           | takes one of ctime|daytime|rfc868
            --format=             | --format got ""               | takes one of ctime|daytime|rfc868
            --format --charset X  | --format got "--charset"      | takes one of
            --charset UTF-9       | "UTF-9"                       | no charset
            --charset=            | ""                            | no charset
            --charset ISO-2022-CN | "ISO-2022-CN"                 | no charset
            h 7 8                 | "8"                           | one argument too many
            h:7 8                 | "h:7", and "8"                | two ports
            h 0                   | "0"                           | whole number from 1 to 65535
            h -1                  | "-1"                          | whole number from 1 to 65535
            h 65536               | "65536"                       | whole number from 1 to 65535
            h port                | "port"                        | whole number from 1 to 65535
            30000                 | "30000"                       | not an IPv4 address
            """)
    void saysWhichValueOfAClientIsWrongAndWhy(String args, String value, String reason) {
        assertThat(Language.complaint(Locale.ENGLISH, () -> client(args.split(" "))))
                .contains(value)
                .contains(reason);
        assertThat(Language.complaint(Locale.KOREAN, () -> client(args.split(" "))))
                .contains(value.split(" got |, and "))
                .containsPattern("[가-힣]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -1                    | "-1"            | whole number from 0 to 65535
            -                     | "-"             | whole number from 0 to 65535
            port                  | "port"          | whole number from 0 to 65535
            65536                 | "65536"         | whole number from 0 to 65535
            7 8                   | "8"             | one argument too many
            127.0.0.1 7           | "7"             | one argument too many
            --bind 127.0.0.1:7    | "127.0.0.1:7"   | without a port
            --bind [::1]:7        | "[::1]:7"       | without a port
            --bind 127.0.0.256    | "127.0.0.256"   | not an IPv4 address
            --bind=               | 127.0.0.1       | The host is empty
            --bind                | --bind          | needs a value: ADDRESS
            --charset UTF-8       | --charset       | There is no option
            """)
    void saysWhichValueOfAServerIsWrongAndWhy(String args, String value, String reason) {
        assertThat(Language.complaint(Locale.ENGLISH, () -> server(args.split(" "))))
                .contains(value)
                .contains(reason);
        assertThat(Language.complaint(Locale.KOREAN, () -> server(args.split(" "))))
                .contains(value)
                .containsPattern("[가-힣]");
    }

    @Test
    void ofParsesAValidCommandLine() throws Exception {
        assertThat(ProgramArguments.of(CLIENT, "127.0.0.2", "7").server())
                .isEqualTo(new InetSocketAddress("127.0.0.2", 7));
    }

    @Test
    void findsTheProgramOfAJar() {
        assertThat(ProgramArguments.program(new String[] {"udp-client", "--help"}, SERVER, CLIENT))
                .isEqualTo("udp-client");
        assertThat(ProgramArguments.program(new String[] {"tcp-server"}, SERVER, CLIENT))
                .isEqualTo("tcp-server");
    }

    private static ProgramArguments server(String... args) {
        return ProgramArguments.parse(SERVER, args);
    }

    private static ProgramArguments client(String... args) {
        return ProgramArguments.parse(CLIENT, args);
    }

    @Test
    @SuppressWarnings("deprecation")
    void theMainOfAnEarlierEditionWorks() throws Exception {
        CommandLine line =
                CommandLine.of("tcp-client [host [port]] [--charset NAME]", "::1", "4", "--charset", "MS949");
        assertThat(line.server()).isEqualTo(new InetSocketAddress("::1", 4));
        assertThat(line.charset()).isEqualTo(Charset.forName("MS949"));
        ProgramArguments arguments = line;
        assertThat(arguments.server()).isEqualTo(line.server());
    }
}
