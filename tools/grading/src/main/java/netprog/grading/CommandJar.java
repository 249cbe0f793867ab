package netprog.grading;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import netprog.wire.CommandLineErrors;
import netprog.wire.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The main program of a jar with commands that {@code ./netprog} starts, so their help speaks of it. */
@Command(name = "netprog", usageHelpAutoWidth = true)
public final class CommandJar implements Runnable {
    private static final Messages WORDS = ScoreSheet.WORDS;

    /** Not System.out: while a student's program runs in this JVM, that one belongs to it. */
    private static final OutputStream STDOUT = new FileOutputStream(FileDescriptor.out);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            descriptionKey = "help")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private CommandJar() {}

    /** Returns the top folder of the project, as the start script names it. */
    public static Path top() {
        return Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
    }

    /**
     * Returns the jar of a module: the one that the launcher has built for this command, else the one that Maven left.
     *
     * @param top the top folder
     * @param folder the module's folder below it
     * @throws GraderFault if it does not exist
     */
    public static Path jar(Path top, String folder) {
        String module = Path.of(folder).getFileName().toString();
        String prepared = System.getProperty("netprog.jar." + module);
        Path jar = prepared != null ? Path.of(prepared) : top.resolve(folder).resolve("target/" + module + ".jar");
        if (!Files.exists(jar)) {
            throw new GraderFault(WORDS.get("no-jar", jar), null);
        }
        return jar;
    }

    /** Returns the jar that a class comes from. */
    public static Path jarOf(Class<?> type) {
        return path(type.getProtectionDomain().getCodeSource().getLocation());
    }

    /** Returns the file or folder that an entry of a class path names. */
    static Path path(URL entry) {
        try {
            return Path.of(entry.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs one command.
     *
     * @param bundle the resource bundle with the help of the commands
     * @param commands by their names
     * @param args the command line
     * @return the exit status: 0 done, 1 it failed, 2 the command line is wrong
     */
    public static int run(String bundle, Map<String, Object> commands, String... args) {
        PrintWriter errors = writer(new FileOutputStream(FileDescriptor.err), "stderr.encoding");
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            // A pool that gets no further thread: the run ends with a line about it.
            if (!(e instanceof OutOfMemoryError)) {
                e.printStackTrace();
            }
        });
        CommandLine netprog = new CommandLine(new CommandJar());
        commands.forEach(netprog::addSubcommand);
        netprog.setCaseInsensitiveEnumValuesAllowed(true);
        netprog.setOut(writer(STDOUT, "stdout.encoding"));
        netprog.setErr(errors);
        netprog.setParameterExceptionHandler((e, ignored) -> {
            errors.println(oneLine(CommandLineErrors.explain(e)));
            return 2;
        });
        netprog.setExecutionExceptionHandler((e, command, ignored) -> {
            // A fault has told all that is to be told.
            String reason = e instanceof GraderFault ? e.getMessage() : e.toString();
            if (!isShuttingDown()) {
                errors.println(oneLine(WORDS.get("failed", command.getCommandName(), reason)));
            }
            return 1;
        });
        netprog.setResourceBundle(ResourceBundle.getBundle(bundle, Locale.getDefault()));
        int status = netprog.execute(args);
        if (netprog.getOut().checkError()) {
            errors.println(WORDS.get("stdout"));
            return 1;
        }
        return status;
    }

    /**
     * Prints a document: always in UTF-8, whatever charset the terminal has.
     *
     * @param document a record
     * @throws IOException if standard output cannot be written
     */
    public static void printJson(Object document) throws IOException {
        STDOUT.write((ScoreSheet.json().writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(OutputStream stream, String property) {
        return new PrintWriter(new OutputStreamWriter(stream, charset(property)), true);
    }

    private static Charset charset(String property) {
        for (String name : new String[] {System.getProperty(property), System.getProperty("native.encoding")}) {
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** After a signal nobody wants to know what failed because of it. */
    private static boolean isShuttingDown() {
        try {
            Thread hook = new Thread();
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** The launcher reads it, wherever it stands; it is declared so that the help names it. */
    @Option(names = "--lang", paramLabel = "ko|en", scope = ScopeType.INHERIT, descriptionKey = "lang")
    private void language(String language) {
        if (language != null) {
            Locale.setDefault(Locale.forLanguageTag(language));
        }
    }

    /** Without a command: the list of them. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
