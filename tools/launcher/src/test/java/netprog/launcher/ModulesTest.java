package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Maven alone cannot build a module in its own folder; what each module has for that. */
class ModulesTest {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    /** "mvn test" in a module's folder is then "mvn -pl :MODULE -am test" in the top folder. */
    @Test
    void everyModuleTellsMavenWhereTheBuildIs() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path parent : List.of(TOP, TOP.resolve("tools"))) {
            try (Stream<Path> folders = Files.list(parent)) {
                folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                        .forEach(modules::add);
            }
        }
        assertThat(modules).hasSizeGreaterThan(8);
        for (Path module : modules) {
            String up = module.relativize(TOP).toString().replace('\\', '/');
            assertThat(module.resolve(".mvn/maven.config"))
                    .content()
                    .isEqualTo("-ntp\n-f\n" + up + "\n-pl\n:" + module.getFileName() + "\n-am\n");
        }
    }
}
