package netprog.util;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of a week's program. The usage text says what the program takes, and this class holds the command
 * line to it: {@code tcp-client [host [port]] [--charset NAME]} takes up to two positional arguments and one option;
 * {@code [--format ctime|daytime]} takes these two values and no other. Options may stand before or after the rest, as
 * {@code --name value} or {@code --name=value}.
 */
public class ProgramArguments {
    private static final Messages MESSAGES = new Messages("netprog.util.messages");

    private final String usage;
    private final Map<String, String> options = new HashMap<>();
    private final HostPort endpoint;

    private ProgramArguments(String usage, HostPort endpoint, Map<String, String> options) {
        this.usage = usage;
        this.endpoint = endpoint;
        this.options.putAll(options);
    }

    /** For {@link CommandLine} alone. */
    ProgramArguments(ProgramArguments other) {
        this(other.usage, other.endpoint, other.options);
    }

    /**
     * Reads the arguments of a {@code main}. With {@code --help} it prints the usage and ends the program with status 0;
     * where the command line is wrong it prints one line on standard error and ends the program with status 2.
     *
     * @param usage what the program takes; begins with its name, {@code tcp-...} or {@code udp-...}
     * @param args what the person typed behind the name
     * @return the command line, which keeps to the usage
     */
    public static ProgramArguments of(String usage, String... args) {
        if (asksForHelp(args)) {
            Terminal.screen().println(MESSAGES.get("usage", usage));
            System.exit(0);
        }
        try {
            return parse(usage, args);
        } catch (IllegalArgumentException e) {
            throw exit(2, Bytes.escape(e.getMessage()) + " " + MESSAGES.get("usage", usage));
        }
    }

    /**
     * Reads arguments.
     *
     * @param usage as for {@link #of}
     * @param args as for {@link #of}
     * @return the command line
     * @throws IllegalArgumentException if they do not keep to the usage; the message says which value and why
     */
    public static ProgramArguments parse(String usage, String... args) {
        boolean client = usage.contains("[host [port]]");
        Map<String, String> options = new HashMap<>();
        List<String> positional = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (!isOption(arg)) {
                positional.add(arg);
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            String allowed = allowed(usage, name);
            if (equals < 0 && i + 1 == args.length) {
                throw new IllegalArgumentException(MESSAGES.get("option.value", name, allowed));
            }
            String value = equals < 0 ? args[++i] : arg.substring(equals + 1);
            check(name, value, allowed);
            options.put(name, value);
        }
        int most = client ? 2 : 1;
        if (positional.size() > most) {
            throw new IllegalArgumentException(MESSAGES.get("too-many", positional.get(most)));
        }
        return new ProgramArguments(
                usage, client ? clientEndpoint(positional) : serverEndpoint(positional, options), options);
    }

    /**
     * Tells where a server is to listen: all addresses, or the one of {@code --bind}; port {@value Ports#DEFAULT} or the
     * one that was given.
     *
     * @return the address for {@code bind}
     * @throws UnknownHostException if {@code --bind} names a host that nobody knows
     */
    public InetSocketAddress bindAddress() throws UnknownHostException {
        // Without --bind the wildcard address: this reaches the server over IPv4 and over IPv6.
        return options.containsKey("--bind") ? endpoint.resolve() : new InetSocketAddress(endpoint.port());
    }

    /**
     * Looks up the server that a client is to talk to: 127.0.0.1 and port {@value Ports#DEFAULT}, or what was given.
     *
     * @return the address for {@code connect} or {@code send}
     * @throws UnknownHostException if nobody knows the host's name
     */
    public InetSocketAddress server() throws UnknownHostException {
        return endpoint.resolve();
    }

    /**
     * Gives the value of an option.
     *
     * @param name with its dashes, such as {@code --format}
     * @param otherwise the value where the option was left out
     * @return the value
     */
    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /**
     * Gives the charset that texts travel in.
     *
     * @return the one of {@code --charset}, UTF-8 where it was left out
     */
    public Charset charset() {
        return Charset.forName(option("--charset", "UTF-8"));
    }

    /**
     * Ends the program with status 1 and one line on standard error that explains what the network said.
     *
     * @param e what a socket call threw
     */
    public void fail(IOException e) {
        exit(1, NetworkErrors.explain(e, usage.substring(0, usage.indexOf('-')), endpoint.toString()));
    }

    /**
     * Reads which program of a jar is meant; lists them and ends with status 0 where none is named or {@code --help} is.
     *
     * @param args the arguments of the jar
     * @param usages one line for each program; each begins with the program's name
     * @return the name, which is that of one of the programs; another one ends with status 2 and one line
     */
    public static String program(String[] args, String... usages) {
        if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
            for (String usage : usages) {
                Terminal.screen().println(usage);
            }
            System.exit(0);
        }
        StringBuilder names = new StringBuilder();
        for (String usage : usages) {
            String name = usage.substring(0, usage.indexOf(' '));
            if (name.equals(args[0])) {
                return name;
            }
            names.append(names.length() == 0 ? "" : ", ").append(name);
        }
        throw exit(2, Bytes.escape(MESSAGES.get("program", args[0], names)));
    }

    private static boolean asksForHelp(String[] args) {
        for (String arg : args) {
            if (arg.equals("--help") || arg.equals("-h")) {
                return true;
            }
        }
        return false;
    }

    /** An option begins with a dash and a letter or a second dash, so that -1 is a wrong port and not an unknown option. */
    private static boolean isOption(String arg) {
        return arg.length() > 1 && arg.charAt(0) == '-' && !Character.isDigit(arg.charAt(1));
    }

    /** Never returns; it is "thrown" so that the compiler knows. */
    private static IllegalStateException exit(int status, String line) {
        Terminal.errors().println(line);
        System.exit(status);
        return new IllegalStateException();
    }

    /** What an option's value may be, as the usage says it: {@code a|b}, or a word such as {@code NAME}. */
    private static String allowed(String usage, String name) {
        int start = usage.indexOf("[" + name + " ");
        if (start < 0) {
            throw new IllegalArgumentException(MESSAGES.get("option.unknown", name));
        }
        return usage.substring(start + name.length() + 2, usage.indexOf(']', start));
    }

    private static void check(String name, String value, String allowed) {
        if (allowed.indexOf('|') >= 0 && !List.of(allowed.split("\\|")).contains(value)) {
            throw new IllegalArgumentException(MESSAGES.get("option.choice", name, value, allowed));
        }
        if (name.equals("--charset") && !isCharset(value)) {
            throw new IllegalArgumentException(MESSAGES.get("option.charset", value));
        }
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.forName(name).canEncode();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HostPort clientEndpoint(List<String> positional) {
        if (positional.isEmpty()) {
            return new HostPort("127.0.0.1", Ports.DEFAULT);
        }
        HostPort server = HostPort.parse(positional.get(0), positional.size() == 1 ? Ports.DEFAULT : 0);
        if (positional.size() == 1) {
            return server;
        }
        if (server.port() != 0) {
            throw new IllegalArgumentException(MESSAGES.get("two-ports", positional.get(0), positional.get(1)));
        }
        return new HostPort(server.host(), Ports.parse(positional.get(1), 1));
    }

    private static HostPort serverEndpoint(List<String> positional, Map<String, String> options) {
        int port = positional.isEmpty() ? Ports.DEFAULT : Ports.parse(positional.get(0), 0);
        HostPort bind = HostPort.parse(options.getOrDefault("--bind", "0.0.0.0"), 0);
        if (bind.port() != 0) {
            throw new IllegalArgumentException(MESSAGES.get("bind.port", options.get("--bind")));
        }
        return new HostPort(bind.host(), port);
    }
}
