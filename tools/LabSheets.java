import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks and updates the outputs in the lab sheets. In a block that opens with {@code ```console run}, each line that begins
 * with {@code $ } is a command for bash, run in the project's folder; the lines below it are its output.
 *
 * <pre>
 *   java tools/LabSheets.java [FILE...]            shows where the outputs differ; status 1 if they do
 *   java tools/LabSheets.java --update [FILE...]   writes the new outputs into the sheets
 * </pre>
 *
 * Default: all sheets of docs/lab. For a sheet whose name ends in .ko.md the programs run in Korean, which needs the locale
 * ko_KR.UTF-8; for the others in English. What differs in each run (ports chosen by the system, process ids, times, MAC
 * addresses, numbers of packets, the width of columns) is not compared. The timeout of a command is 300 seconds; four sheets
 * run at a time.
 */
public final class LabSheets {
    private static final int TIMEOUT = 300; // seconds
    private static final int PARALLEL = 4; // sheets: their commands wait more than they compute

    private final Path file;
    private final boolean update;
    private final StringBuilder report = new StringBuilder();
    private int differences;

    private LabSheets(Path file, boolean update) {
        this.file = file;
        this.update = update;
    }

    public static void main(String[] args) throws Exception {
        List<String> files = new ArrayList<>(List.of(args));
        boolean update = files.remove("--update");
        if (files.isEmpty()) {
            try (Stream<Path> all = Files.walk(Path.of("docs/lab"))) {
                all.map(Path::toString).filter(f -> f.endsWith(".md")).sorted().forEach(files::add);
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        List<Future<LabSheets>> sheets = new ArrayList<>();
        for (String file : files) {
            sheets.add(threads.submit(() -> new LabSheets(Path.of(file), update).check()));
        }
        threads.shutdown();
        int differences = 0;
        for (Future<LabSheets> sheet : sheets) {
            System.out.print(sheet.get().report);
            differences += sheet.get().differences;
        }
        System.out.println(files.size() + " sheets, " + differences + " outputs " + (update ? "updated" : "that differ"));
        System.exit(!update && differences > 0 ? 1 : 0);
    }

    private LabSheets check() throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(file);
        List<String> result = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i++);
            result.add(line);
            if (!line.equals("```console run")) {
                continue;
            }
            while (i < lines.size() && !lines.get(i).equals("```")) {
                if (!lines.get(i).startsWith("$ ")) {
                    throw new IOException(file + ":" + (i + 1) + ": an output without a command");
                }
                String command = lines.get(i++).substring(2);
                List<String> old = new ArrayList<>();
                while (i < lines.size() && !lines.get(i).startsWith("$ ") && !lines.get(i).equals("```")) {
                    old.add(lines.get(i++));
                }
                List<String> now = run(command, file.toString().endsWith(".ko.md") ? "ko_KR.UTF-8" : "C.UTF-8");
                result.add("$ " + command);
                if (normalised(old).equals(normalised(now))) {
                    result.addAll(old);
                } else {
                    differences++;
                    result.addAll(now);
                    show(command, old, now);
                }
            }
        }
        if (update && !result.equals(lines)) {
            Files.writeString(file, String.join("\n", result) + "\n");
        }
        return this;
    }

    private static List<String> run(String command, String locale) throws IOException, InterruptedException {
        Path output = Files.createTempFile("lab-sheet", ".txt");
        try {
            ProcessBuilder bash = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
            bash.redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            bash.environment().put("COLUMNS", "100");
            bash.environment().put("LC_ALL", locale);
            Process process = bash.start();
            if (!process.waitFor(TIMEOUT, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return List.of("(no end within " + TIMEOUT + " s)");
            }
            try (InputStream in = Files.newInputStream(output)) {
                String text = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8).stripTrailing();
                return text.lines().map(String::stripTrailing).toList();
            }
        } finally {
            Files.delete(output);
        }
    }

    /** The output without what differs in each run. */
    private static String normalised(List<String> output) {
        return String.join("\n", output)
                .replaceAll("([0-9a-f]{2}:){5}[0-9a-f]{2}", "MAC")
                .replaceAll("fe80::[0-9a-f:]+", "fe80::X")
                .replaceAll("@if\\d+", "@ifN")
                .replaceAll("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0-9]?\\d \\d\\d:\\d\\d:\\d\\d \\d{4}", "CTIME")
                .replaceAll("(?m)^([ |]*)(CTIME|[0-9a-f]{2}( [0-9a-f]{2}){3,})( \\.\\.\\.)?", "$1BYTES")
                .replaceAll("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?", "TIME")
                .replaceAll("(?<![\\d.])\\d+\\.\\d+( ?m?s)?\\b(?!\\.)", "SECONDS") // no address
                .replaceAll("\\b(3[2-9]\\d{3}|[4-6]\\d{4})\\b", "PORT")
                .replaceAll("\\b(java|nc|ncat|bash)(,?) \\d+", "$1$2 PID")
                .replaceAll("\\d+ (packets?)|(패킷) \\d+개", "N $1$2")
                .replaceAll(" [^.:]+: \\d+ icmpv6\\.", "") // a new network sometimes asks for routers
                .replaceAll("\\d+ ?ms\\b", "N ms")
                .replaceAll("[ \\t-]{2,}|─+", " ");
    }

    private void show(String command, List<String> old, List<String> now) {
        report.append(file).append(": $ ").append(command).append('\n');
        missing(old, now).forEach(line -> report.append("  - ").append(line).append('\n'));
        missing(now, old).forEach(line -> report.append("  + ").append(line).append('\n'));
    }

    /** The lines to which no line of the others is equal. */
    private static List<String> missing(List<String> lines, List<String> others) {
        Set<String> known = others.stream().map(line -> normalised(List.of(line))).collect(Collectors.toSet());
        return lines.stream().filter(line -> !known.contains(normalised(List.of(line)))).toList();
    }
}
