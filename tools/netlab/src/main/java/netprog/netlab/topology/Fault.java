package netprog.netlab.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Something that is wrong in a lab, from the table {@code faults.txt}.
 *
 * @param name such as {@code wrong-mask}
 * @param from the host at which the client runs
 * @param asked what the doctor is asked there: a host, perhaps options
 * @param lines the lines of the table, by their first word
 */
public record Fault(String name, VmwareNetwork mode, String from, String asked, Map<String, List<String>> lines) {
    /** Holds the name of the fault, in a lab that has one. */
    static final Path OF_THIS_LAB = Path.of("/run/lab/fault");

    /** All faults, in the order of the table. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (String line :
                table().lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            if (line.startsWith(" ")) {
                String[] words = line.strip().split("\\s+", 2);
                Map<String, List<String>> lines = all.get(all.size() - 1).lines;
                lines.computeIfAbsent(words[0], key -> new ArrayList<>()).add(words[1]);
            } else {
                String[] words = line.split("\\s+", 4);
                VmwareNetwork mode = VmwareNetwork.valueOf(
                        words[1].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
                all.add(new Fault(words[0], mode, words[2], words[3], new LinkedHashMap<>()));
            }
        }
        return all;
    }

    private static String table() {
        try (InputStream file = Fault.class.getResourceAsStream("faults.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds one by its name, or draws one: {@code random} and a seed always give the same. Null if there is none. */
    static Fault of(String name, long seed) {
        List<Fault> all = all();
        return name.equals("random")
                ? all.get(new Random(seed * 0x9E3779B97F4A7C15L).nextInt(all.size()))
                : all.stream()
                        .filter(each -> each.name.equals(name))
                        .findFirst()
                        .orElse(null);
    }

    /** The lines that begin with a word: {@code en}, {@code ko}, {@code undo} or {@code expect}; perhaps none. */
    public List<String> get(String word) {
        return lines.getOrDefault(word, List.of());
    }

    /** The network with its servers and what is wrong in it. */
    public Topology topology() {
        Topology plan = mode.topology(LabOptions.NONE).at(from, "echo " + name + " >" + OF_THIS_LAB);
        for (String line : get("delay")) {
            String[] words = line.split(" ");
            plan.delay(words[0], "eth0", Duration.ofMillis(Long.parseLong(words[1])));
        }
        for (String line : get("name")) {
            String[] words = line.split(" ");
            plan.name(words[0], words[1], words[2]);
        }
        for (String line : get("serve")) {
            String[] words = line.split(" ", 2);
            plan.background(words[0], command() + words[1]);
        }
        for (String line : get("do")) {
            String[] words = line.split(" ", 2);
            plan.at(words[0], words[1]);
        }
        return plan;
    }

    private static String command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "env -u JAVA_TOOL_OPTIONS -u JDK_JAVA_OPTIONS -u _JAVA_OPTIONS '" + java + "' -Xint -XX:+UseSerialGC"
                + " -XX:-UsePerfData -Xmx32m -cp '" + System.getProperty("java.class.path") + "' "
                + FaultServer.class.getName() + " ";
    }

    @Override
    public String toString() {
        return name;
    }
}
