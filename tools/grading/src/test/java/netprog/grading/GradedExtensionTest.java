package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What a graded test says on a machine that other work keeps busy. */
class GradedExtensionTest {
    private static final int PATIENCE = 60; // seconds
    private static final List<Object> RUNS = new ArrayList<>();

    private final List<Thread> others = new ArrayList<>();
    private volatile boolean over;

    /** Graded tests; they are run by the tests below only. */
    static class Clients {
        @Graded(part = "UdpLoginClient", step = 1, points = 1)
        void failsOnce(UdpClientUnderTest client) {
            fails(client, 1);
        }

        @Graded(part = "UdpLoginClient", step = 2, points = 1)
        void fails(UdpClientUnderTest client) {
            fails(client, 100);
        }

        @Graded(part = "TcpLoginClient", step = 1, points = 1)
        void hasNoClock(TcpClientUnderTest client) {
            fails(client, 1);
        }

        private static void fails(Object client, int times) {
            RUNS.add(client);
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (!Limits.wasBusySince(start) && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            if (RUNS.size() <= times) {
                throw new WireFailure(WireFailure.Sight.SILENCE, "an answer in time", "none");
            }
        }
    }

    @BeforeEach
    void keepTheMachineBusy() {
        RUNS.clear();
        for (int i = 0; i < 8 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread other = new Thread(() -> {
                while (!over) {
                    Thread.onSpinWait();
                }
            });
            other.setDaemon(true);
            other.start();
            others.add(other);
        }
    }

    @AfterEach
    void leaveIt() throws InterruptedException {
        over = true;
        for (Thread other : others) {
            other.join(TimeUnit.SECONDS.toMillis(PATIENCE));
        }
    }

    @Test
    void aUdpClientsFailureOnABusyMachineIsLookedAtAgain() {
        assertThat(run("failsOnce", UdpClientUnderTest.class).getTestsSucceededCount())
                .isOne();
        assertThat(RUNS).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aUdpClientThatFailsThreeTimesHasFailed() {
        TestExecutionSummary summary = run("fails", UdpClientUnderTest.class);
        assertThat(RUNS).hasSize(3).doesNotHaveDuplicates();
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining("an answer in time"));
    }

    @Test
    void whatHasNoClockOfItsOwnIsLookedAtOnce() {
        assertThat(run("hasNoClock", TcpClientUnderTest.class).getTestsFailedCount())
                .isOne();
        assertThat(RUNS).hasSize(1);
    }

    private static TestExecutionSummary run(String test, Class<?> program) {
        SummaryGeneratingListener seen = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(Clients.class, test, program))
                                .configurationParameter("grade.mode", "jvm")
                                .configurationParameter("grade.classpath", "")
                                .build(),
                        seen);
        return seen.getSummary();
    }
}
