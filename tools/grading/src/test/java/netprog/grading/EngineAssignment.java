package netprog.grading;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The assignment of the graded tests in this package. */
public final class EngineAssignment implements Assignment {
    @Override
    public String packageName() {
        return "netprog.grading";
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("LoginRequest", 1, 0),
                new Part("UserTable", 1, 0),
                new Part("TcpLoginClient", 1, 0),
                new Part("UdpLoginClient", 1, 0));
    }

    @Override
    public Map<Class<?>, Function<TestRun, ?>> programs() {
        return Map.of();
    }

    @Override
    public StudentCode code(ClassLoader loader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String bugs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String explanations() {
        return "netprog.grading.messages";
    }
}
