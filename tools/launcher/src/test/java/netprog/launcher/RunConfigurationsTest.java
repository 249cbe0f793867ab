package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The files by which an IDE starts a program: each program of the weeks has its entry, and each entry its program. */
class RunConfigurationsTest {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    /** JSON as Visual Studio Code reads it, comments and all. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    @Test
    void visualStudioCodeKnowsEveryProgramAndNoOther() throws IOException {
        Map<String, String> entries = new TreeMap<>();
        for (JsonNode entry : json(".vscode/launch.json").get("configurations")) {
            String main = entry.get("mainClass").asText();
            entries.put(
                    main,
                    entry.get("projectName").asText() + ": " + entry.get("args").asText());
            assertThat(main).endsWith("." + entry.get("name").asText());
        }
        assertThat(entries).isEqualTo(programs());
    }

    @Test
    void intellijIdeaKnowsEveryProgramAndNoOther() throws Exception {
        Map<String, String> entries = new TreeMap<>();
        try (Stream<Path> files = Files.list(TOP.resolve(".run"))) {
            for (Path file : files.toList()) {
                Element configuration = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement();
                Element entry = (Element)
                        configuration.getElementsByTagName("configuration").item(0);
                if (!entry.getAttribute("type").equals("Application")) {
                    assertThat(entry.getAttribute("name") + ".run.xml")
                            .isEqualTo(file.getFileName().toString());
                    continue; // a test, or a command
                }
                String main = option(configuration, "MAIN_CLASS_NAME");
                Element module =
                        (Element) configuration.getElementsByTagName("module").item(0);
                entries.put(main, module.getAttribute("name") + ": " + option(configuration, "PROGRAM_PARAMETERS"));
                assertThat(main + ".run.xml").endsWith("." + file.getFileName());
            }
        }
        assertThat(entries).isEqualTo(programs());
    }

    @Test
    void visualStudioCodeFindsTheLinesInWhatTestPrints() throws IOException {
        List<String> lines = List.of(
                "week04-login-assignment/src/main/java/netprog/week04/login/UserTable.java:7: error: cannot find symbol",
                "   your program: TcpLoginServer.java:61, waiting in read()",
                "   내 프로그램: TcpLoginServer.java:61, read()에서 기다림",
                "   your program ended with java.lang.IllegalStateException: no, at LoginRequest.java:23");
        List<String> found = new ArrayList<>();
        for (JsonNode task : json(".vscode/tasks.json").get("tasks")) {
            for (JsonNode matcher : task.get("problemMatcher")) {
                JsonNode pattern = matcher.get("pattern");
                lines.stream()
                        .map(Pattern.compile(pattern.get("regexp").asText())::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group(pattern.get("file").asInt())
                                + " "
                                + line.group(pattern.get("line").asInt()))
                        .forEach(found::add);
            }
        }
        assertThat(found)
                .containsExactly(
                        "week04-login-assignment/src/main/java/netprog/week04/login/UserTable.java 7",
                        "TcpLoginServer.java 61",
                        "TcpLoginServer.java 61",
                        "LoginRequest.java 23");
    }

    @ParameterizedTest
    @ValueSource(strings = {".vscode/settings.json", ".vscode/extensions.json", ".devcontainer/devcontainer.json"})
    void otherSettingsAreJson(String file) throws IOException {
        assertThat(json(file).isObject()).isTrue();
    }

    /** The programs of the weeks, by their class: module and arguments. */
    private static Map<String, String> programs() throws IOException {
        Map<String, String> programs = new TreeMap<>();
        try (Stream<Path> modules = Files.list(TOP)) {
            for (Path module : modules.filter(m -> m.getFileName().toString().startsWith("week"))
                    .toList()) {
                addPrograms(module, programs);
            }
        }
        assertThat(programs).isNotEmpty();
        return programs;
    }

    private static void addPrograms(Path module, Map<String, String> programs) throws IOException {
        Path sources = module.resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().matches(".*(Client|Server)\\.java"))
                    .toList()) {
                String name = sources.relativize(file)
                        .toString()
                        .replaceAll("[/\\\\]", ".")
                        .replace(".java", "");
                assertThat(file).content().contains("public static void main(String[] args)");
                String args = name.endsWith("Client") ? "127.0.0.1 30000" : "30000";
                programs.put(name, module.getFileName() + ": " + args);
            }
        }
    }

    private static JsonNode json(String file) throws IOException {
        return JSON.readTree(TOP.resolve(file).toFile());
    }

    private static String option(Element configuration, String name) {
        NodeList options = configuration.getElementsByTagName("option");
        for (int i = 0; i < options.getLength(); i++) {
            Element option = (Element) options.item(i);
            if (option.getAttribute("name").equals(name)) {
                return option.getAttribute("value");
            }
        }
        throw new AssertionError("no option " + name);
    }
}
