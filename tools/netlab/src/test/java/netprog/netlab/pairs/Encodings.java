package netprog.netlab.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Bytes;
import netprog.wire.Program;
import netprog.wire.Wine;

/** Korean text between a platform with UTF-8 and one with MS949. */
final class Encodings {
    private static final String TEXT = "한글";
    private static final List<String> NONE = List.of();
    private static final List<String> MS949 = List.of("--charset", "MS949");

    /** A user at a terminal, with a client and options for the JVM and the program. */
    private record ClientUser(Platform platform, Charset terminal, List<String> jvm, List<String> options) {
        private List<Object> cells() {
            List<String> all = new ArrayList<>(jvm);
            all.addAll(options);
            return List.of(platform, terminal == UTF_8 ? "UTF-8" : "MS949", String.join(" ", all));
        }

        private boolean isUsual() {
            return terminal == platform.terminal() && jvm.isEmpty();
        }
    }

    private static final List<ClientUser> USERS = List.of(
            new ClientUser(Platform.LINUX_JAVA, UTF_8, NONE, NONE),
            new ClientUser(Platform.LINUX_JAVA, UTF_8, NONE, MS949),
            new ClientUser(Platform.WINDOWS_JAVA, Wine.CONSOLE, NONE, NONE),
            new ClientUser(Platform.WINDOWS_JAVA, Wine.CONSOLE, NONE, MS949),
            new ClientUser(Platform.WINDOWS_JAVA, Wine.CONSOLE, List.of("-Dfile.encoding=UTF-8"), NONE),
            new ClientUser(Platform.WINDOWS_JAVA, UTF_8, NONE, NONE),
            new ClientUser(
                    Platform.WINDOWS_JAVA, UTF_8, List.of("-Dstdin.encoding=UTF-8", "-Dstdout.encoding=UTF-8"), NONE),
            new ClientUser(Platform.LINUX_C, UTF_8, NONE, NONE),
            new ClientUser(Platform.WINDOWS_C, Wine.CONSOLE, NONE, NONE));

    private final PairHosts hosts;
    private final Path folder;

    Encodings(PairHosts hosts, Path folder) {
        this.hosts = hosts;
        this.folder = folder;
    }

    Document document() throws Exception {
        List<Callable<List<Object>>> echoes = new ArrayList<>();
        USERS.forEach(user -> echoes.add(() -> echo(user)));
        return new Document("encodings")
                .table(
                        "echo",
                        List.of(
                                "client",
                                "terminal",
                                "options",
                                "wire",
                                Platform.LINUX_C,
                                Platform.WINDOWS_C,
                                "own-screen"),
                        Parallel.results(echoes))
                .table("case", List.of("client", "terminal", "options", "wire", "reply", "own-screen"), changes())
                .table("login", List.of("client", "terminal", "options", "server", "id", "log", "answer"), logins());
    }

    /** Servers in C show what they receive on their screens, with the characters of their terminals. */
    private List<Object> echo(ClientUser user) throws IOException {
        List<String> screens = new ArrayList<>();
        TappedSession talk = null;
        for (Platform platform : List.of(Platform.LINUX_C, Platform.WINDOWS_C)) {
            try (Program server = hosts.server(platform, PairService.ECHO, "tcp")) {
                talk = talk(user, PairService.ECHO, server.listeningPort(), List.of(TEXT, "exit"));
                server.awaitOutput("received: exit");
                screens.add(behind("received: ", PairHosts.screen(server, platform.terminal())));
            }
        }
        List<Object> row = new ArrayList<>(user.cells());
        row.add(hex(talk.sent()));
        row.addAll(screens);
        row.add(behind(user.platform().isJava() ? "" : "bytes: ", shown(user, talk)));
        return row;
    }

    /** A Korean character whose second byte in MS949 is that of an ASCII letter. */
    private List<List<Object>> changes() throws Exception {
        try (Program server = hosts.server(Platform.LINUX_JAVA, PairService.CASE, "tcp")) {
            int port = server.listeningPort();
            List<Callable<List<Object>>> work = new ArrayList<>();
            USERS.stream().filter(ClientUser::isUsual).forEach(user -> work.add(() -> change(user, port)));
            return Parallel.results(work);
        }
    }

    private List<Object> change(ClientUser user, int port) throws IOException {
        boolean java = user.platform().isJava();
        TappedSession talk =
                talk(user, PairService.CASE, port, java ? List.of("1", "똠 a", "4") : List.of("1 똠 a", "4"));
        List<Object> row = new ArrayList<>(user.cells());
        row.add(hex(talk.sent()));
        row.add(hex(talk.got()));
        row.add(behind(java ? "Input string : " : "bytes: ", shown(user, talk)));
        return row;
    }

    /** The login server takes UTF-8 only: a client in C with MS949 sends it another id. */
    private List<List<Object>> logins() throws Exception {
        Path users = Files.writeString(folder.resolve("users.properties"), userLine());
        List<Callable<List<List<Object>>>> work = new ArrayList<>();
        for (Platform server : List.of(Platform.LINUX_JAVA, Platform.WINDOWS_JAVA)) {
            work.add(() -> logins(server, users));
        }
        return Parallel.results(work).stream().flatMap(List::stream).toList();
    }

    private List<List<Object>> logins(Platform platform, Path users) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (Program server =
                hosts.server(platform, PairService.LOGIN, "tcp", "--users", PairHosts.path(platform, users))) {
            int port = server.listeningPort();
            for (ClientUser user : USERS) {
                if (user.options().isEmpty() && !user.jvm().contains("-Dfile.encoding=UTF-8")) {
                    rows.add(login(user, platform, server, port, rows.size()));
                }
            }
        }
        return rows;
    }

    private List<Object> login(ClientUser user, Platform platform, Program server, int port, int before)
            throws IOException {
        boolean java = user.platform().isJava();
        List<String> lines = java ? List.of(TEXT, "guest") : List.of("id=" + TEXT + " pass=guest");
        TappedSession talk = talk(user, PairService.LOGIN, port, lines);
        server.awaitOutput(Pattern.compile("(login of [^\0]*){" + (before + 1) + "}"));
        Matcher log = Pattern.compile("(?m)^from \\S+: login of (.*): ")
                .matcher(PairHosts.screen(server, platform.terminal()));
        for (int i = 0; i <= before; i++) {
            log.find();
        }
        String screen = shown(user, talk);
        List<Object> row = new ArrayList<>(user.cells());
        row.add(platform);
        row.add(hex(talk.sent()).replaceAll("^69 64 3d (.*) 20 70 61 73 73 3d .*", "$1"));
        row.add(log.group(1));
        row.add(screen.substring(Math.max(screen.indexOf("200 "), screen.indexOf("401 ")))
                .lines()
                .findFirst()
                .get());
        return row;
    }

    /** The built-in guest, under a Korean name. */
    private static String userLine() throws IOException {
        String folder = "week04-login-assignment/src/main/resources/netprog/week04/login";
        List<String> builtIn = Files.readAllLines(PairHosts.TOP.resolve(folder).resolve("users.properties"));
        String guest = builtIn.stream()
                .filter(line -> line.startsWith("guest="))
                .findFirst()
                .orElseThrow();
        return guest.replace("guest=", TEXT + "=") + "\n";
    }

    private TappedSession talk(ClientUser user, PairService service, int port, List<String> lines) throws IOException {
        byte[] typed = PairHosts.typed(user.platform(), user.terminal(), lines);
        String[] options = user.options().toArray(String[]::new);
        return TappedSession.of(hosts, user.platform(), user.jvm(), service, port, typed, options);
    }

    private static String shown(ClientUser user, TappedSession talk) {
        return new String(talk.screen(), user.terminal());
    }

    /** The first message without its line end. */
    private static String hex(byte[] sent) {
        byte[] message = TappedSession.message(sent);
        int end = message.length;
        while (end > 0 && (message[end - 1] == '\n' || message[end - 1] == '\r')) {
            end--;
        }
        return Bytes.hex(Arrays.copyOf(message, end));
    }

    /** What is on a screen behind this text, up to the end of the line. */
    private static String behind(String words, String screen) {
        int start = screen.indexOf(words) + words.length();
        return screen.substring(start).lines().findFirst().orElse("");
    }
}
