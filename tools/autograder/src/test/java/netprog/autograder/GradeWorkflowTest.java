package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in the template of a workflow, each run as GitHub does, with a stand-in for gh. */
@EnabledOnOs(OS.LINUX)
class GradeWorkflowTest {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private JsonNode steps;

    @BeforeEach
    void read() throws IOException {
        steps = new ObjectMapper(new YAMLFactory())
                .readTree(TOP.resolve("tools/autograder/grade-workflow.yml").toFile())
                .at("/jobs/grade/steps");
        Path one = Files.createDirectories(folder.resolve("grades/submission"));
        Files.writeString(folder.resolve("grades/summary.md"), "| submission |\n");
        Files.writeString(one.resolve("feedback.md"), "# Score\n");
        Files.writeString(one.resolve("annotations.txt"), "::error file=a::b\n".repeat(12));
        Files.writeString(one.resolve("check.json"), "{\"name\": \"netprog\"}");
        Files.writeString(folder.resolve("gh"), "#!/bin/sh\necho \"$@\" > gh.arguments\ncat > gh.input\n");
        Files.setPosixFilePermissions(folder.resolve("gh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private JsonNode step(String name) {
        for (JsonNode step : steps) {
            if (step.path("name").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name);
    }

    private String run(String name, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-eo", "pipefail", "-c", step(name).get("run").asText())
                .directory(folder.toFile());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment()
                .put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        builder.environment().put("GITHUB_OUTPUT", folder.resolve("output").toString());
        builder.environment().putAll(environment);
        try (Program script = Program.start(builder)) {
            assertThat(script.awaitExit()).as(script.toString()).isZero();
            return script.output();
        }
    }

    @Test
    void theSummaryAndTheFirstAnnotationsAreShown() throws IOException {
        run("summary", Map.of());
        assertThat(folder.resolve("summary")).hasContent("| submission |\n# Score\n");
        assertThat(run("annotations of this run", Map.of())).hasLineCount(10).startsWith("::error file=a::b\n");
    }

    @Test
    void theCheckIsPostedForTheCommit() throws IOException {
        SystemProgram.find("jq", "jq");
        run("split the repository's name", Map.of("REPOSITORY", "org/login-hong"));
        assertThat(folder.resolve("output")).hasContent("owner=org\nname=login-hong\n");
        run("check with annotations at the student's lines", Map.of("REPOSITORY", "org/login-hong", "COMMIT", "abc"));
        assertThat(folder.resolve("gh.arguments")).content().startsWith("api repos/org/login-hong/check-runs ");
        JsonNode body = new ObjectMapper().readTree(folder.resolve("gh.input").toFile());
        assertThat(body.get("head_sha").asText()).isEqualTo("abc");
        assertThat(body.get("name").asText()).isEqualTo("netprog");
    }

    @Test
    void noValueOfARunBecomesPartOfAScript() {
        for (JsonNode step : steps) {
            assertThat(step.path("run").asText()).doesNotContain("${{");
        }
    }
}
