package netprog.grading;

/**
 * One graded test and how it went.
 *
 * @param graded its part and points
 * @param task the number of its part in the order of the work, from 1
 * @param name class and method
 * @param title what it looks at, in the user's language
 * @param hidden whether it is one of the hidden tests
 * @param state how it went
 * @param message what was wrong, or is to do; empty if nothing is
 * @param explanation the key of the explanation in the message; empty if there is none
 * @param sight the words that differ between what was expected and what came; empty if there are none
 * @param at the student's line that threw, as {@code File.java:LINE}; null if none did
 */
public record Row(
        Graded graded,
        int task,
        String name,
        String title,
        boolean hidden,
        State state,
        String message,
        String explanation,
        String sight,
        String at) {
    /** How a graded test went. */
    public enum State {
        /** Its points are earned. */
        PASSED,
        /** The program did something else than the specification says. */
        FAILED,
        /** The program met a step that is still to do, or the test is switched off. */
        TODO,
        /** The test gave no verdict: it never ran, or the grader itself failed. */
        NO_VERDICT
    }

    /** Returns the same test with another outcome. */
    Row with(State newState, String newMessage) {
        return with(newState, newMessage, "", "", null);
    }

    Row with(State newState, String newMessage, String newExplanation, String newSight, String newAt) {
        return new Row(graded, task, name, title, hidden, newState, newMessage, newExplanation, newSight, newAt);
    }
}
