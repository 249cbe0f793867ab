package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import netprog.grading.tiny.BusyChecks;
import netprog.grading.tiny.TinyAssignment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What a graded test says on a machine that other work keeps busy. */
class GradedExtensionTest {
    private AdaptiveTimeouts.Load measured;

    /** A busy machine, as far as the engine knows. */
    private record Busy() implements AdaptiveTimeouts.Load {
        @Override
        public double slowness() {
            return 2;
        }

        @Override
        public boolean wasBusySince(long start) {
            return true;
        }
    }

    @BeforeEach
    void keepTheMachineBusy() {
        BusyChecks.RUNS.clear();
        measured = AdaptiveTimeouts.replaceLoad(new Busy());
    }

    @AfterEach
    void leaveIt() {
        AdaptiveTimeouts.replaceLoad(measured);
    }

    @Test
    void aUdpClientsFailureOnABusyMachineIsLookedAtAgain() {
        assertThat(run("failsOnce", TinyAssignment.UdpClient.class).getTestsSucceededCount())
                .isOne();
        assertThat(new ArrayList<>(BusyChecks.RUNS)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aUdpClientThatFailsEachTimeHasFailed() {
        TestExecutionSummary summary = run("fails", TinyAssignment.UdpClient.class);
        assertThat(new ArrayList<>(BusyChecks.RUNS)).hasSize(5).doesNotHaveDuplicates();
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining("an answer in time"));
    }

    @Test
    void onAQuietMachineNothingRunsTwice() {
        AdaptiveTimeouts.replaceLoad(measured);
        AdaptiveTimeouts.replaceLoad(new Quiet());
        assertThat(run("failsOnce", TinyAssignment.UdpClient.class).getTestsFailedCount())
                .isOne();
    }

    /** A quiet machine. */
    private record Quiet() implements AdaptiveTimeouts.Load {
        @Override
        public double slowness() {
            return 1;
        }

        @Override
        public boolean wasBusySince(long start) {
            return false;
        }
    }

    @Test
    void whatHasNoClockOfItsOwnIsLookedAtOnce() {
        assertThat(run("hasNoClock", TinyAssignment.Server.class).getTestsFailedCount())
                .isOne();
        assertThat(List.copyOf(BusyChecks.RUNS)).hasSize(1);
    }

    private static TestExecutionSummary run(String test, Class<?> program) {
        SummaryGeneratingListener seen = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(BusyChecks.class, test, program))
                                .configurationParameter("grade.mode", "jvm")
                                .configurationParameter("grade.classpath", "")
                                .build(),
                        seen);
        return seen.getSummary();
    }
}
