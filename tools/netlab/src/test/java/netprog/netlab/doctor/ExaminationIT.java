package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import netprog.netlab.doctor.Question.Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An examination ends, with the cause of what went wrong, whatever a probe does. */
@Execution(ExecutionMode.CONCURRENT)
class ExaminationIT {
    private static final Question QUESTION = new Question("127.0.0.1", 1, Protocol.TCP, Duration.ofMillis(300), true);

    @Test
    void aProbeThatThrowsIsAnAnswerWithItsCause() throws Exception {
        Evidence seen = Examination.of(
                QUESTION,
                (protocol, server, port, until) -> {
                    throw new IllegalStateException("a cause that nobody expected");
                },
                List.of());
        Verdict verdict = Verdict.of(seen);
        assertThat(seen.asked.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(Diagnosis.of(seen, verdict))
                .anySatisfy(step -> assertThat(step.result()).contains("a cause that nobody expected"));
        assertThat(verdict.sentence(seen)).isNotEmpty();
    }

    @Tag("full")
    @Test
    void aProbeThatDoesNotEndIsSilence() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long start = System.nanoTime();
        Evidence seen = Examination.of(
                QUESTION,
                (protocol, server, port, until) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Answer.SILENCE;
                },
                List.of());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(seen.asked.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(took).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(16)); // and a busy machine
    }
}
