import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * Measures how long a week's server takes to print "listening on", compared with a bare ServerSocket program.
 *
 * Run it in the project's folder, after `mvn -DskipTests package`: `java tools/benchmark/StartUp.java [ROUNDS]`. The programs
 * run in turn, so that a busy machine slows all of them; the medians and their ratio to the bare program are printed.
 */
class StartUp {
    static final String BARE = "public class Bare { public static void main(String[] a) throws Exception {"
            + " try (var s = new java.net.ServerSocket()) { s.setReuseAddress(true);"
            + " s.bind(new java.net.InetSocketAddress(0)); System.out.println(\"listening on \" + s.getLocalPort());"
            + " s.accept(); } } }";

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 41 : Integer.parseInt(args[0]);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path folder = Files.createTempDirectory("netprog-bare");
        Path source = Files.writeString(folder.resolve("Bare.java"), BARE);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()) != 0) {
            throw new IllegalStateException("the bare program does not compile");
        }
        Map<String, List<String>> programs = new LinkedHashMap<>();
        programs.put("bare ServerSocket", List.of(java, "-cp", folder.toString(), "Bare"));
        programs.put("week03 tcp-server", List.of(java, "-jar", "week03-time/target/week03-time.jar", "tcp-server", "0"));
        programs.put("week03 udp-server", List.of(java, "-jar", "week03-time/target/week03-time.jar", "udp-server", "0"));
        programs.put("week04 tcp-server", List.of(java, "-jar", "week04-echo/target/week04-echo.jar", "tcp-server", "0"));
        programs.put("week04 tcp-case-server",
                List.of(java, "-jar", "week04-echo/target/week04-echo.jar", "tcp-case-server", "0"));
        Map<String, double[]> times = new LinkedHashMap<>();
        programs.keySet().forEach(name -> times.put(name, new double[rounds]));
        for (int round = -3; round < rounds; round++) { // three rounds fill the file cache
            for (String name : programs.keySet()) {
                double time = millisToFirstLine(programs.get(name));
                if (round >= 0) {
                    times.get(name)[round] = time;
                }
            }
        }
        double bare = median(times.get("bare ServerSocket"));
        System.out.printf("Java %s, %d rounds%n", System.getProperty("java.version"), rounds);
        times.forEach((name, each) -> System.out.printf("%-24s %6.1f ms  %.2f%n", name, median(each), median(each) / bare));
    }

    static double millisToFirstLine(List<String> command) throws Exception {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = out.readLine();
            double millis = (System.nanoTime() - start) / 1e6;
            if (line == null || !line.startsWith("listening on ")) {
                throw new IllegalStateException(command + " printed: " + line);
            }
            return millis;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
