package netprog.testkit.grading;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Runs one graded test: gives it the programs under test that its parameters ask for, makes of a failure the message that the
 * student reads, skips the test where the program met a to-do, and ends whatever was started.
 */
final class GradedExtension
        implements ParameterResolver, AfterTestExecutionCallback, TestExecutionExceptionHandler, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GradedExtension.class);
    private static final List<Class<?>> PROGRAMS = List.of(
            TcpServerUnderTest.class,
            TcpClientUnderTest.class,
            UdpServerUnderTest.class,
            UdpClientUnderTest.class,
            ValuesUnderTest.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PROGRAMS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Exchange exchange = exchange(context);
        String machine =
                context.getRequiredTestMethod().getAnnotation(Graded.class).machine();
        Starter starter = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "starter " + machine,
                        key -> Starter.chosen(context::getConfigurationParameter, machine),
                        Starter.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == TcpServerUnderTest.class) {
            return new TcpServerUnderTest(exchange, starter);
        } else if (type == TcpClientUnderTest.class) {
            return new TcpClientUnderTest(exchange, starter);
        } else if (type == UdpServerUnderTest.class) {
            return new UdpServerUnderTest(exchange, starter);
        } else if (type == UdpClientUnderTest.class) {
            return new UdpClientUnderTest(exchange, starter);
        }
        return new ValuesUnderTest(exchange, starter);
    }

    /** A test that passed although the program met a to-do has proven nothing. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            skipIfTodo(exchange(context));
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
        Exchange exchange = exchange(context);
        skipIfTodo(exchange);
        if (failure instanceof TestAbortedException) {
            throw (TestAbortedException) failure;
        }
        Method method = context.getRequiredTestMethod();
        AssertionError told = new AssertionError(Verdict.message(method, exchange, failure));
        told.setStackTrace(new StackTraceElement[0]); // the student's line is not in it, and ours tells nobody anything
        throw told;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        exchange(context).close();
    }

    private static void skipIfTodo(Exchange exchange) {
        exchange.settle();
        List<String> todos = exchange.todos();
        if (!todos.isEmpty()) {
            String line = GradingWords.get("todo", todos.get(0));
            if (Boolean.getBoolean("grade.strict")) {
                throw new AssertionError(line);
            }
            throw new TestAbortedException(line);
        }
    }

    private static Exchange exchange(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent("exchange", key -> new Exchange(), Exchange.class);
    }
}
