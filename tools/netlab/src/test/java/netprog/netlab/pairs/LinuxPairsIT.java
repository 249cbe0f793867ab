package netprog.netlab.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairs that need no Windows, with one service; {@link FourPairsIT} has all. */
class LinuxPairsIT {
    private static final List<Platform> LINUX = List.of(Platform.LINUX_JAVA, Platform.LINUX_C);

    @TempDir
    private Path folder;

    @Test
    void javaAndCWorkTogether() throws Exception {
        try (PairHosts hosts = new PairHosts(folder)) {
            Interoperability pairs = new Interoperability(hosts);
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (Platform server : LINUX) {
                for (String transport : new String[] {"tcp", "udp"}) {
                    tasks.add(() -> pairs.results(server, PairService.CASE, transport, LINUX));
                }
            }
            assertThat(Parallel.results(tasks)).containsOnly(List.of("ok", "ok"));
        }
    }
}
