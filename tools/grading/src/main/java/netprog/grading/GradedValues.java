package netprog.grading;

import java.util.List;
import java.util.stream.Collectors;
import netprog.wire.Wire;

/** Classes of the student's that are no programs: texts go in, values come out, and the test decides what is right. */
public abstract class GradedValues {
    private final TestRun run;
    private final TestRun.Party party;
    private RunningProgram values;

    /** Creates it. */
    protected GradedValues(TestRun run) {
        this.run = run;
        this.party = run.party();
    }

    /** Says which bug the next questions look for; it takes the place of {@link Graded#bug}. */
    public final void looksFor(String bug) {
        run.looksFor(bug);
    }

    /**
     * Asks for a value.
     *
     * @param call which, as {@link StudentCode#value} knows it
     * @param texts what the call is given
     * @return the value, or what was thrown
     */
    protected final StudentCode.Answer ask(String call, List<String> texts) {
        if (values == null) {
            values = party.program(run.runner().values());
        }
        StudentCode.Answer answer = values.answer(new StudentCode.Question(call, texts));
        if (answer != null) {
            return answer;
        }
        RunningProgram.Ending ending = values.ending(0);
        return ending == null
                ? new StudentCode.Answer("late", List.of(GradingWords.get("seen.no-answer")), null)
                : new StudentCode.Answer("threw", List.of(ending.thrown()), null);
    }

    /**
     * Checks a value.
     *
     * @param call as a message shows it
     * @param shown the value that is expected, as a message shows it
     * @param answer what came
     * @param texts the value that is expected
     */
    protected static void expect(String call, String shown, StudentCode.Answer answer, List<String> texts) {
        if (!answer.isValue() || !answer.texts().equals(texts)) {
            throw failure(call, shown, answer);
        }
    }

    /**
     * Makes the failure of a value.
     *
     * @param call as a message shows it
     * @param expected as a message shows it
     * @param answer what came
     */
    protected static WireFailure failure(String call, String expected, StudentCode.Answer answer) {
        String came = String.join(", ", answer.texts());
        String seen =
                answer.isValue() ? answer.texts().stream().map(Texts::quote).collect(Collectors.joining(", ")) : came;
        if (answer.at() != null) {
            seen = GradingWords.get("seen.thrown-at", came, answer.at());
        }
        WireFailure.Observation observation =
                answer.kind().equals("late") ? WireFailure.Observation.NO_ANSWER : WireFailure.Observation.VALUE;
        return new WireFailure(observation, call + ": " + expected, seen, Wire.bytes(came)).at(answer.at());
    }
}
