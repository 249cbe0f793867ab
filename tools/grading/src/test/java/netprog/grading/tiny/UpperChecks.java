package netprog.grading.tiny;

import netprog.grading.Graded;

/** The graded tests of the tiny assignment; {@code EngineTest} runs them. */
public class UpperChecks {
    @Graded(part = "Upper", step = 1, points = 1)
    void answersInUpperCase(TinyAssignment.Server server) {
        server.connect().sends("abc").receives("ABC").sends("def").receives("DEF");
    }

    @Graded(part = "Upper", step = 2, points = 1)
    void closesAtFour(TinyAssignment.Server server) {
        server.connect().sends("abc").receives("ABC").sends("4").receivesEnd();
    }

    @Graded(part = "Upper", step = 3, points = 1, bug = "idle")
    void servesASecondClientWhileTheFirstIsSilent(TinyAssignment.Server server) {
        TinyAssignment.Peer silent = server.connect();
        server.connect().sends("abc").receives("ABC");
        silent.isSilent();
    }

    @Graded(part = "Upper", step = 4, points = 1)
    void endsWithItsListener(TinyAssignment.Server server) {
        server.connect().sends("abc").receives("ABC");
        server.endsWhenListenerIsClosed();
    }
}
