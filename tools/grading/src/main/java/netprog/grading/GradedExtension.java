package netprog.grading;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Runs one graded test: gives it the programs under test that its parameters ask for, makes of a failure the message that the
 * student reads, and skips the test where a program met a to-do. JUnit closes what was started.
 */
final class GradedExtension
        implements ExecutionCondition, ParameterResolver, InvocationInterceptor, TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GradedExtension.class);
    private static final String RUN = "run";

    /** The key of the runners that the tests of one session of the launcher share. */
    static final String RUNNERS = "runners";

    private static final int MAX_RUNS = 5;

    /** What has no program of the student's need not be tried: {@code grade.without} names such parts. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String part = context.getTestMethod()
                .map(test -> test.getAnnotation(Graded.class).part())
                .orElse("");
        List<String> without = List.of(
                context.getConfigurationParameter("grade.without").orElse("").split(" "));
        return !part.isEmpty() && without.contains(part)
                ? ConditionEvaluationResult.disabled(part)
                : ConditionEvaluationResult.enabled("");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return assignment(context)
                .programs()
                .containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return program(parameter.getParameter().getType(), context);
    }

    private static Object program(Class<?> type, ExtensionContext context) {
        Function<TestRun, ?> maker = assignment(context).programs().get(type);
        return maker.apply(testRun(context));
    }

    /**
     * A test runs again, with new programs, where its failure proves nothing: another program has ended the JVM that all share
     * (then with a JVM of its own), or a UDP client, which has a clock of its own, failed on a busy machine.
     */
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        ProgramRunners runners = runners(context);
        abortIfCancelled(runners);
        Body body = invocation::proceed;
        boolean alone = false;
        for (int left = MAX_RUNS; ; left--) {
            long start = System.nanoTime();
            Throwable failure = null;
            try {
                body.run();
            } catch (Throwable e) {
                failure = e;
            }
            TestRun run = testRun(context);
            run.settle();
            abortIfCancelled(runners);
            boolean disturbed = run.isDisturbed();
            if (disturbed && alone) {
                throw new GraderFault(
                        GradingWords.get("fault.signal", run.failure(0).thrown()), failure);
            } else if (!disturbed && (left == 1 || !provesNothing(failure, start, context))) {
                if (failure instanceof WireFailure && run.todos().isEmpty()) {
                    run.noteStanding();
                }
                conclude(run, failure);
                return;
            }
            alone |= disturbed;
            renew(context, alone);
            body = () -> ReflectionSupport.invokeMethod(
                    call.getExecutable(), call.getTarget().orElseThrow(), programs(call.getExecutable(), context));
        }
    }

    private static void abortIfCancelled(ProgramRunners runners) {
        if (runners.isCancelled()) {
            throw new TestAbortedException();
        }
    }

    private interface Body {
        Object run() throws Throwable;
    }

    private static boolean provesNothing(Throwable failure, long start, ExtensionContext context) {
        return failure instanceof WireFailure
                && List.of(context.getRequiredTestMethod().getParameterTypes()).stream()
                        .anyMatch(GradedUdpClient.class::isAssignableFrom)
                && AdaptiveTimeouts.wasBusySince(start)
                && testRun(context).todos().isEmpty();
    }

    /** A test that passed although a program failed by itself, or met a to-do, has not passed. */
    private static void conclude(TestRun run, Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        RunningProgram.Ending ending = run.failure(0);
        if (ending != null || !run.todos().isEmpty()) {
            throw new WireFailure(
                    WireFailure.Observation.FAILED,
                    GradingWords.get("expected.no-failure"),
                    ending == null ? "" : GradingWords.get("seen.threw", ending.describeThrown()));
        }
    }

    private static Object[] programs(Method test, ExtensionContext context) {
        return Arrays.stream(test.getParameterTypes())
                .map(type -> program(type, context))
                .toArray();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
        if (failure instanceof GraderFault fault) {
            throw fault;
        } else if (failure instanceof TestAbortedException aborted) {
            throw aborted;
        }
        TestRun run = testRun(context);
        List<String> todos = run.todos();
        if (!todos.isEmpty()) {
            String line = GradingWords.get("todo", todos.get(0));
            boolean strict = context.getConfigurationParameter("grade.strict")
                    .map(Boolean::parseBoolean)
                    .orElse(false);
            if (strict) {
                throw new AssertionError(line);
            }
            throw new TestAbortedException(line);
        }
        throw FailureMessage.of(assignment(context), context.getRequiredTestMethod(), run, failure);
    }

    private static Assignment assignment(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(test, key -> Assignment.of(test), Assignment.class);
    }

    private static TestRun testRun(ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(
                        RUN,
                        key -> new TestRun(
                                runners(context).first(assignment(context), charset(context)), random(context)),
                        TestRun.class);
    }

    private static void renew(ExtensionContext context, boolean alone) {
        store(context).remove(RUN, TestRun.class).close();
        if (alone) {
            ProgramRunner own = runners(context).alone(assignment(context), charset(context));
            store(context).put(RUN, new TestRun(own, random(context)));
        }
    }

    /** With a seed ({@code grade.seed}) each test draws the same as before, and nothing of what the others draw tells it. */
    private static Random random(ExtensionContext context) {
        return context.getConfigurationParameter("grade.seed")
                .map(seed -> new Random(Fingerprint.number(seed + " " + context.getUniqueId())))
                .orElseGet(Random::new);
    }

    private static String charset(ExtensionContext context) {
        return context.getRequiredTestMethod().getAnnotation(Graded.class).charset();
    }

    private static ProgramRunners runners(ExtensionContext context) {
        Function<String, Optional<String>> setting = context::getConfigurationParameter;
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(RUNNERS, key -> new ProgramRunners(setting), ProgramRunners.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
