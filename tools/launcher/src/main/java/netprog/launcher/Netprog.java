package netprog.launcher;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import netprog.netlab.Netlab;
import netprog.util.Bytes;
import netprog.util.Messages;
import netprog.util.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The launcher: {@code ./netprog} lists the commands, {@code ./netprog COMMAND} runs one. */
@Command(name = "netprog", synopsisSubcommandLabel = "COMMAND", usageHelpAutoWidth = true)
final class Netprog implements Runnable {
    static final Messages MESSAGES = new Messages("netprog.launcher.messages");

    /** The commands that are a jar, by the module's folder; a folder that is not there (staff only) has no command. */
    private static final Map<String, String> JARS = new LinkedHashMap<>();

    static {
        JARS.put("week03", "week03-time");
        JARS.put("week04-echo", "week04-echo");
        JARS.put("login", "week04-login-assignment");
        JARS.put("solution", "solutions");
        JARS.put("score", "tools/autograder");
        JARS.put("student-edition", "tools/autograder");
    }

    @Option(names = "--lang", paramLabel = "ko|en", scope = ScopeType.INHERIT, descriptionKey = "lang")
    private String language; // read before all else, by language(args)

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            descriptionKey = "help")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and gives its exit status: 0 done, 1 it failed, 2 the command line is wrong. */
    static int run(String... args) {
        PrintWriter errors = new PrintWriter(Terminal.errors(), true);
        String language = language(args);
        if (language != null && !language.equals("ko") && !language.equals("en")) {
            errors.println(Bytes.escape(MESSAGES.get("error.lang", language)));
            return 2;
        }
        if (language != null) {
            Locale.setDefault(Locale.forLanguageTag(language));
        }
        Path top =
                Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
        CommandLine netprog = new CommandLine(new Netprog());
        netprog.addSubcommand("demo", new DemoCommand(top));
        JARS.forEach((name, module) -> addJar(netprog, name, top.resolve(module)));
        netprog.addSubcommand("test", new TestCommand(top));
        Map<String, Object> netlab = Netlab.commands();
        netlab.forEach(netprog::addSubcommand);
        ResourceBundle texts = ResourceBundle.getBundle("netprog.launcher.messages", Locale.getDefault());
        netprog.setResourceBundle(texts);
        netlab.forEach(
                (name, command) -> netprog.getSubcommands().get(name).setResourceBundle(HelpTexts.of(command, texts)));
        netprog.setOut(new PrintWriter(Terminal.screen(), true));
        netprog.setErr(errors);
        netprog.setParameterExceptionHandler((e, ignored) -> {
            errors.println(Bytes.escape(explain(e)));
            return 2;
        });
        netprog.setExecutionExceptionHandler((e, command, ignored) -> {
            errors.println(Bytes.escape(MESSAGES.get("error.failed", command.getCommandName(), e)));
            return 1;
        });
        return netprog.execute(args);
    }

    private static void addJar(CommandLine netprog, String name, Path module) {
        if (!Files.isDirectory(module)) {
            return;
        }
        Path jar = module.resolve("target").resolve(module.getFileName() + ".jar");
        // The staff's jar is told which of its commands it is; a week's has the name of its program from the user.
        netprog.addSubcommand(name, isWeek(name) ? new JarCommand(jar) : new JarCommand(jar, name));
        CommandLine command = netprog.getSubcommands().get(name).setUnmatchedOptionsArePositionalParams(true);
        if (isWeek(name)) {
            command.setStopAtPositional(true); // behind the first word that is not the launcher's, all is the jar's
        } else {
            command.getCommandSpec().remove(command.getCommandSpec().findOption("--help")); // its jar explains it
        }
    }

    private static boolean isWeek(String name) {
        return JARS.containsKey(name) && !JARS.get(name).equals("tools/autograder");
    }

    /** Without a command: the list of them. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static String explain(ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String help = " " + MESSAGES.get("error.help", "./" + name);
        if (e instanceof UnmatchedArgumentException) {
            return MESSAGES.get(
                            "error.unmatched", name, String.join(" ", ((UnmatchedArgumentException) e).getUnmatched()))
                    + help;
        } else if (e instanceof MissingParameterException) {
            return MESSAGES.get("error.missing", name, e.getMessage()) + help;
        } else if (e instanceof MutuallyExclusiveArgsException) {
            String options = Pattern.compile("--[a-z-]+")
                    .matcher(e.getMessage())
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return MESSAGES.get("error.exclusive", name, options) + help;
        }
        boolean badValue = e.getCause() instanceof TypeConversionException;
        return MESSAGES.get("error.command", name, badValue ? explainValue(e) : e.getMessage()) + help;
    }

    /** A value that is none of an enum's, or what its converter says of it; picocli's own sentences are English. */
    private static String explainValue(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        String label = argument instanceof OptionSpec ? ((OptionSpec) argument).longestName() : argument.paramLabel();
        Object[] choices = argument.auxiliaryTypes()[0].getEnumConstants();
        return choices == null
                ? label + ": " + e.getCause().getMessage()
                : MESSAGES.get(
                        "error.choice",
                        label,
                        e.getValue(),
                        Arrays.toString(choices).replaceAll("[\\[\\]]", ""));
    }

    /**
     * The value of --lang; null where it is not given. It is not looked for behind the name of a jar's program, and not
     * behind "--", where another command line begins.
     */
    private static String language(String... args) {
        int words = 0;
        boolean jar = false;
        for (int i = 0; i < args.length && !(jar && words == 2) && !args[i].equals("--"); i++) {
            if (args[i].startsWith("--lang=")) {
                return args[i].substring("--lang=".length());
            } else if (args[i].equals("--lang") && i + 1 < args.length) {
                return args[i + 1];
            } else if (!args[i].startsWith("-")) {
                jar |= words++ == 0 && isWeek(args[i]);
            }
        }
        return null;
    }
}
