package netprog.lab.pairs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Linux and Windows, client and server: the real programs of both, the Windows JVM on Wine over the TCP of Linux. What is
 * seen must be what docs/lab/four-pairs says; the same pages are written anew to tools/netlab/target/four-pairs.
 */
class FourPairsIT {
    @TempDir
    private static Path folder;

    private static Machines machines;

    @BeforeAll
    static void makeTheMachines() throws IOException {
        machines = new Machines(folder);
    }

    @AfterAll
    static void endTheWindows() throws IOException {
        if (machines != null) {
            machines.close();
        }
    }

    @Test
    void everyServerTalksWithEveryClient() throws Exception {
        new WhoTalksWithWhom(machines).document().compare();
    }
}
