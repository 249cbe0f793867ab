package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A graded test that does not report keeps its place and its points. */
class ResultsTest {
    /** Run by the test below only. */
    @Disabled("not today")
    static class SwitchedOff {
        @Graded(part = "LoginRequest", step = 1, points = 3)
        void one() {}
    }

    /** Run by the test below only. */
    static class WithoutBeginning {
        @BeforeAll
        static void fails() {
            throw new IllegalStateException("no network");
        }

        @Graded(part = "LoginRequest", step = 2, points = 4)
        void two() {}
    }

    /** Run by the test below only. */
    static class Reporting {
        @Graded(part = "UserTable", step = 1, points = 1)
        void passes() {}

        @Graded(part = "UserTable", step = 2, points = 1)
        void fails() {
            throw new WireFailure(WireFailure.Observation.SILENCE, "an answer", "nothing");
        }

        @Graded(part = "UserTable", step = 3, points = 1)
        @ExtendWith(GraderFails.class)
        void isNotJudged() {}
    }

    static class GraderFails implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            throw new GraderFault("no process", null);
        }
    }

    @Test
    void everyPlannedTestHasARow() {
        Results results = new Results();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        selectClass(Reporting.class),
                                        selectClass(WithoutBeginning.class),
                                        selectClass(SwitchedOff.class))
                                .configurationParameter("junit.platform.execution.listeners.deactivate", "*")
                                .build(),
                        results);

        assertThat(results.rows())
                .extracting(row -> row.graded().points() + " " + row.state())
                .containsExactly("3 TODO", "4 NO_VERDICT", "1 PASSED", "1 FAILED", "1 NO_VERDICT");
        assertThat(results.rows().get(0).message()).isEqualTo("not today");
        assertThat(results.rows().get(1).message()).contains("no network");
        assertThat(results.rows().get(3).explanation()).isEqualTo("silence");
        assertThat(results.rows().get(4).message()).isEqualTo("no process");
        assertThat(new ScoreSheet(results.assignment(), results.rows()).points())
                .isEqualTo(new ScoreSheet.Points(1, 10));
    }
}
