package netprog.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The student's loop: Maven runs the visible tests, and what they have to say is shown without Maven's own words. */
@Command(name = "test")
final class TestCommand implements Callable<Integer> {
    private static final int MOST_LINES = 10;

    private final Path top;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    TestCommand(Path top) {
        this.top = top;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        Path summary = top.resolve("week04-login-assignment/target/grade/summary.txt");
        Path log = Files.createDirectories(top.resolve("target")).resolve("netprog-test.log");
        Files.deleteIfExists(summary);
        int status;
        try {
            status = maven(log);
        } catch (IOException e) {
            errors.println(Netprog.MESSAGES.get("test.no-maven"));
            return 1;
        }
        if (Files.exists(summary)) {
            Files.readAllLines(summary).forEach(out::println);
            return status == 0 ? 0 : 1;
        }
        // Maven writes in the charset of the system.
        String said = new String(Files.readAllBytes(log), System.getProperty("native.encoding", "UTF-8"));
        List<String> wrong =
                said.lines().filter(line -> line.contains(".java:[")).distinct().toList();
        errors.println(Netprog.MESSAGES.get(wrong.isEmpty() ? "test.failed" : "test.compile"));
        wrong.stream().limit(MOST_LINES).forEach(line -> errors.println("  " + shortened(line)));
        if (wrong.size() > MOST_LINES) {
            errors.println("  " + Netprog.MESSAGES.get("test.more", wrong.size() - MOST_LINES));
        }
        if (wrong.stream().anyMatch(line -> line.contains("unmappable") || line.contains("\\ufeff"))) {
            errors.println(Netprog.MESSAGES.get("test.charset"));
        }
        return 1;
    }

    private String shortened(String line) {
        return line.replace("[ERROR] ", "").replace(top + File.separator, "");
    }

    private int maven(Path log) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder maven = new ProcessBuilder(
                windows ? "mvn.cmd" : "mvn",
                "-q",
                "-B",
                "-pl",
                "week04-login-assignment",
                "-am",
                "test",
                "-Dtest=netprog.week04.login.*Test,!Hidden*Test",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dtest.language=-Duser.language=" + Locale.getDefault().getLanguage());
        maven.directory(top.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = maven.start();
        process.getOutputStream().close(); // no keyboard: it is to ask nothing
        return process.waitFor();
    }
}
