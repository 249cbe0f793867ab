package netprog.grading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * The student's classes of one started program, reached by reflection through a class loader of their own. An assignment
 * extends it with the calls that its programs need; the same code serves both ways of running them.
 */
public abstract class StudentCode {
    /**
     * Asks for a value.
     *
     * @param call which value, in the assignment's own words
     * @param texts what the call is given
     */
    public record Question(String call, List<String> texts) {}

    /**
     * A value, or what was thrown in its place.
     *
     * @param kind {@code value}, {@code illegal} (IllegalArgumentException), {@code io} (IOException), {@code threw}, or
     *     {@code late} for a call that did not return in time
     * @param texts the value, or the description of what was thrown
     * @param at the student's line that threw; null if there is none
     */
    public record Answer(String kind, List<String> texts, Place at) {
        private static Answer threw(Throwable thrown, Place at) {
            String kind = thrown instanceof IllegalArgumentException
                    ? "illegal"
                    : thrown instanceof IOException ? "io" : "threw";
            return new Answer(kind, List.of(thrown.toString()), at);
        }

        /** Returns whether a value came, and nothing was thrown. */
        boolean isValue() {
            return kind.equals("value");
        }
    }

    private final ClassLoader loader;
    private final String packageName;

    /**
     * Creates it for one started program.
     *
     * @param loader finds the student's classes
     * @param packageName their package
     */
    protected StudentCode(ClassLoader loader, String packageName) {
        this.loader = loader;
        this.packageName = packageName;
    }

    /** Returns the loader of the student's classes. */
    protected final ClassLoader loader() {
        return loader;
    }

    /**
     * Runs a server until it ends.
     *
     * @param name its class
     * @param socket a {@link java.net.ServerSocket} or {@link java.net.DatagramSocket}, bound
     * @param arguments what the test gives the server
     * @throws Throwable whatever the student's code throws
     */
    protected abstract void serve(String name, AutoCloseable socket, Map<String, String> arguments) throws Throwable;

    /**
     * Asks the student's code for a value.
     *
     * @param question what is asked
     * @return the texts of the value
     * @throws Throwable whatever the student's code throws
     */
    protected abstract List<String> value(Question question) throws Throwable;

    /** Runs a client's {@code static int run(InetSocketAddress, BufferedReader, PrintStream)}; returns its exit status. */
    final int run(String name, InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws Throwable {
        Class<?>[] types = {InetSocketAddress.class, BufferedReader.class, PrintStream.class};
        if (invoke(name, "run", types, server, keyboard, screen) instanceof Integer status) {
            return status;
        }
        throw new NoSuchMethodException(packageName + "." + name + ".run that returns an int");
    }

    final Answer answer(Question question, Assignment assignment) {
        try {
            // Strings of their own, as if they had come from a file or a socket: == must not find them equal.
            List<String> texts = question.texts().stream().map(String::new).toList();
            return new Answer("value", value(new Question(question.call(), texts)), null);
        } catch (Throwable e) {
            return Answer.threw(e, Place.of(e, assignment));
        }
    }

    /** The to-dos that the student's code has met so far, in order; the code cannot hide one. */
    final List<String> todos() {
        try {
            return ((List<?>) type("Todo").getMethod("met").invoke(null))
                    .stream().map(todo -> ((Throwable) todo).getMessage()).toList();
        } catch (ReflectiveOperationException | LinkageError e) {
            return List.of(); // a package without to-dos
        }
    }

    /**
     * Finds one of the student's classes.
     *
     * @param name without its package
     * @return the class, initialised
     * @throws ClassNotFoundException if there is none
     */
    protected final Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(packageName + "." + name, true, loader);
    }

    /**
     * Calls a static method, whatever its access is.
     *
     * @param type the class without its package
     * @param method its name
     * @param types the types of its parameters
     * @param args what it is given
     * @return what it returns
     * @throws Throwable what it throws; NoSuchMethodException if there is no such static method
     */
    protected final Object invoke(String type, String method, Class<?>[] types, Object... args) throws Throwable {
        Method found = type(type).getDeclaredMethod(method, types);
        if (!Modifier.isStatic(found.getModifiers())) {
            throw new NoSuchMethodException(found + ", which is not static");
        }
        return call(found, null, args);
    }

    /**
     * Calls a method, whatever its access is.
     *
     * @param method which
     * @param target on what; null for a static one
     * @param args what it is given
     * @return what it returns
     * @throws Throwable what it throws
     */
    protected static Object call(Method method, Object target, Object... args) throws Throwable {
        method.setAccessible(true);
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * Creates an object of one of the student's classes.
     *
     * @param type the class without its package
     * @param types the types of the constructor's parameters
     * @param args what it is given
     * @return the object
     * @throws Throwable what the constructor throws
     */
    protected final Object create(String type, Class<?>[] types, Object... args) throws Throwable {
        var constructor = type(type).getDeclaredConstructor(types);
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
