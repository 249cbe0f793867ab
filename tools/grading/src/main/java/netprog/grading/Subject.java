package netprog.grading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The student's classes, reached by reflection through one class loader; the same code serves both ways of running them. The
 * names and signatures are those of the assignment's specification.
 */
final class Subject {
    private static final String PACKAGE = "netprog.week04.login.";

    private final ClassLoader loader;

    Subject(ClassLoader loader) {
        this.loader = loader;
    }

    /** The to-dos that the student's code has met so far, in order; nothing of it can hide one. */
    List<String> todos() {
        try {
            return ((List<?>) type("Todo").getMethod("met").invoke(null))
                    .stream().map(todo -> ((Throwable) todo).getMessage()).toList();
        } catch (ReflectiveOperationException e) {
            return List.of(); // a package without to-dos
        }
    }

    /** Runs {@code TcpLoginServer.serve} or {@code UdpLoginServer.serve} until it ends. */
    void serve(AutoCloseable socket, Map<String, String> users) throws Throwable {
        boolean tcp = socket instanceof ServerSocket;
        Class<?> authenticator = type("Authenticator");
        Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {authenticator}, (self, method, args) -> {
            if (!method.getName().equals("authenticate")) {
                return answerForObject(self, method, args);
            }
            return authenticate(args[0], users);
        });
        invoke(
                tcp ? "TcpLoginServer" : "UdpLoginServer",
                "serve",
                new Class<?>[] {tcp ? ServerSocket.class : DatagramSocket.class, authenticator},
                socket,
                proxy);
    }

    /** Runs a client's {@code run} until it ends, and gives its exit status. */
    int run(String client, InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws Throwable {
        Class<?>[] types = {InetSocketAddress.class, BufferedReader.class, PrintStream.class};
        Object status = invoke(client, "run", types, server, keyboard, screen);
        if (!(status instanceof Integer)) {
            throw new NoSuchMethodException(PACKAGE + client + ".run that returns an int");
        }
        return (Integer) status;
    }

    /**
     * Asks for a value: {@code parse TEXT}, {@code toText ID PASSWORD}, or {@code authenticate FILE ID PASSWORD} and
     * {@code authenticateMap ...}; the words behind the first are in Base64. The answer is a word and more Base64.
     */
    String value(String question) {
        String[] words = question.split(" ", -1);
        String[] texts = new String[words.length];
        for (int i = 1; i < words.length; i++) {
            texts[i] = new String(Base64.getDecoder().decode(words[i]), StandardCharsets.UTF_8);
        }
        try {
            return switch (words[0]) {
                case "parse" -> {
                    Object request = invoke("LoginRequest", "parse", new Class<?>[] {String.class}, texts[1]);
                    yield answer("request", component(request, "id"), component(request, "password"));
                }
                case "toText" -> {
                    Object request = request(texts[1], texts[2]);
                    Method toText = request.getClass().getDeclaredMethod("toText");
                    toText.setAccessible(true);
                    yield answer("text", (String) call(toText, request));
                }
                case "load" -> answer("result", load(texts));
                default -> answer("result", fromMap(texts));
            };
        } catch (IllegalArgumentException e) {
            return answer("illegal", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return answer("io", String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            return answer("threw", e.toString());
        }
    }

    static String question(String word, String... texts) {
        return answer(word, texts);
    }

    private static String answer(String word, String... texts) {
        StringBuilder line = new StringBuilder(word);
        for (String text : texts) {
            // An empty text still is a word.
            line.append(' ')
                    .append(Base64.getEncoder()
                            .encodeToString(String.valueOf(text).getBytes(StandardCharsets.UTF_8)));
        }
        return line.toString();
    }

    /** texts: load, the file's content, then id and password of each question. */
    private String[] load(String[] texts) throws Throwable {
        Path file = Files.createTempFile("users", ".properties");
        try {
            Files.writeString(file, texts[1]);
            return ask(invoke("UserTable", "load", new Class<?>[] {Path.class}, file), texts, 2);
        } finally {
            Files.delete(file);
        }
    }

    /** texts: map, the number of users, each one's id and hash, then id and password of each question. */
    private String[] fromMap(String[] texts) throws Throwable {
        int users = Integer.parseInt(texts[1]);
        Map<String, String> hashes = new HashMap<>();
        for (int i = 0; i < users; i++) {
            hashes.put(texts[2 + 2 * i], texts[3 + 2 * i]);
        }
        try {
            var constructor = type("UserTable").getDeclaredConstructor(Map.class);
            constructor.setAccessible(true);
            return ask(constructor.newInstance(hashes), texts, 2 + 2 * users);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private String[] ask(Object table, String[] texts, int from) throws Throwable {
        Method authenticate = type("Authenticator").getMethod("authenticate", type("LoginRequest"));
        authenticate.setAccessible(true);
        String[] results = new String[(texts.length - from) / 2];
        for (int i = 0; i < results.length; i++) {
            results[i] =
                    String.valueOf(call(authenticate, table, request(texts[from + 2 * i], texts[from + 2 * i + 1])));
        }
        return results;
    }

    private Object request(String id, String password) throws Throwable {
        try {
            var constructor = type("LoginRequest").getDeclaredConstructor(String.class, String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(id, password);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object authenticate(Object request, Map<String, String> users) throws Throwable {
        String password = users.get(component(request, "id"));
        String result = password == null
                ? "INVALID_ID"
                : password.equals(component(request, "password")) ? "WELCOME" : "INVALID_PASSWORD";
        for (Object constant : type("Authenticator$Result").getEnumConstants()) {
            if (constant.toString().equals(result)) {
                return constant;
            }
        }
        throw new IllegalStateException("no " + result);
    }

    private static String component(Object request, String name) throws Throwable {
        Method accessor = request.getClass().getDeclaredMethod(name);
        accessor.setAccessible(true);
        return (String) call(accessor, request);
    }

    private static Object answerForObject(Object self, Method method, Object[] args) {
        return switch (method.getName()) {
            case "equals" -> self == args[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "the tests' own users";
        };
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, true, loader);
    }

    private Object invoke(String type, String method, Class<?>[] types, Object... args) throws Throwable {
        Method found = type(type).getDeclaredMethod(method, types);
        if (!Modifier.isStatic(found.getModifiers())) {
            throw new NoSuchMethodException(found + ", which is not static");
        }
        found.setAccessible(true);
        return call(found, null, args);
    }

    private static Object call(Method method, Object target, Object... args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
