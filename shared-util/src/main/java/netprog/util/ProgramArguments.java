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
 * The command-line arguments of a week's program, parsed by its usage text: {@code tcp-client [host [port]] [--charset NAME]}
 * allows up to two positional arguments and one option; {@code [--format ctime|daytime]} allows these two values only. Options
 * may come before or after the positional arguments, as {@code --name value} or {@code --name=value}.
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
     * Parses the arguments of a {@code main}. With {@code --help} it prints the usage and exits with status 0; if the command
     * line is wrong, it prints one line on standard error and exits with status 2.
     *
     * @param usage begins with the program's name, {@code tcp-...} or {@code udp-...}
     * @param args what follows the program's name on the command line
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
     * Parses arguments.
     *
     * @throws IllegalArgumentException if they do not match the usage; the message names the value and the reason
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
        int max = client ? 2 : 1;
        if (positional.size() > max) {
            throw new IllegalArgumentException(MESSAGES.get("too-many", positional.get(max)));
        }
        return new ProgramArguments(
                usage, client ? clientEndpoint(positional) : serverEndpoint(positional, options), options);
    }

    /**
     * Returns the address for {@code bind}: all addresses, or the one of {@code --bind}, and the given port (default:
     * {@value Ports#DEFAULT}).
     *
     * @throws UnknownHostException if the host of {@code --bind} cannot be resolved
     */
    public InetSocketAddress bindAddress() throws UnknownHostException {
        // Without --bind the wildcard address: clients reach the server over IPv4 and over IPv6.
        return options.containsKey("--bind") ? endpoint.resolve() : new InetSocketAddress(endpoint.port());
    }

    /**
     * Returns the address for {@code connect} or {@code send}: the given host (default: 127.0.0.1) and port (default:
     * {@value Ports#DEFAULT}).
     *
     * @throws UnknownHostException if the host's name cannot be resolved
     */
    public InetSocketAddress server() throws UnknownHostException {
        return endpoint.resolve();
    }

    /**
     * Returns the value of an option.
     *
     * @param name with its dashes, such as {@code --format}
     */
    public String option(String name, String defaultValue) {
        return options.getOrDefault(name, defaultValue);
    }

    /** Returns the charset of the messages: that of {@code --charset} (default: UTF-8). */
    public Charset charset() {
        return Charset.forName(option("--charset", "UTF-8"));
    }

    /** Exits with status 1, and explains in one line on standard error what a socket call threw. */
    public void fail(IOException e) {
        exit(1, NetworkErrors.explain(e, usage.substring(0, usage.indexOf('-')), endpoint.toString()));
    }

    /**
     * Returns the name of the program that the first argument of a jar selects. Without a name, or with {@code --help}, it
     * lists the programs and exits with status 0; an unknown name is an error with status 2.
     *
     * @param usages one line for each program, which begins with the program's name
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

    /** An option begins with a dash and a character that is not a digit: -1 is a wrong port, not an unknown option. */
    private static boolean isOption(String arg) {
        return arg.length() > 1 && arg.charAt(0) == '-' && !Character.isDigit(arg.charAt(1));
    }

    /** Never returns; callers "throw" it to tell the compiler so. */
    private static IllegalStateException exit(int status, String line) {
        Terminal.errors().println(line);
        System.exit(status);
        return new IllegalStateException();
    }

    /** The values that the usage allows for an option: {@code a|b}, or a placeholder such as {@code NAME}. */
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
