package netprog.week04.login.grading;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.grading.StudentCode;

/** The student's six classes; names and signatures are those of the assignment's specification. */
final class LoginCode extends StudentCode {
    LoginCode(ClassLoader loader, String packageName) {
        super(loader, packageName);
    }

    /** The arguments are the users that the server's Authenticator knows: password by id. */
    @Override
    protected void serve(String name, AutoCloseable socket, Map<String, String> users) throws Throwable {
        Class<?> socketType = socket instanceof ServerSocket ? ServerSocket.class : DatagramSocket.class;
        Class<?> authenticator = type("Authenticator");
        Object proxy = Proxy.newProxyInstance(
                loader(),
                new Class<?>[] {authenticator},
                (self, method, args) -> method.getName().equals("authenticate")
                        ? authenticate(args[0], users)
                        : answerForObject(self, method, args));
        invoke(name, "serve", new Class<?>[] {socketType, authenticator}, socket, proxy);
    }

    private static Object answerForObject(Object self, Method method, Object[] args) {
        return switch (method.getName()) {
            case "equals" -> self == args[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "the tests' own users";
        };
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
        throw new IllegalStateException("Authenticator.Result has no " + result);
    }

    /**
     * {@code parse}: a text. {@code toText}: id, password. {@code load}: the content of a file, then id and password of each
     * question. {@code map}: the number of users, id and hash of each, then id and password of each question.
     */
    @Override
    protected List<String> value(Question question) throws Throwable {
        List<String> texts = question.texts();
        return switch (question.call()) {
            case "parse" -> {
                Object request = invoke("LoginRequest", "parse", new Class<?>[] {String.class}, texts.get(0));
                if (request == null) {
                    throw new NullPointerException("parse returned null");
                }
                yield List.of(component(request, "id"), component(request, "password"));
            }
            case "toText" -> {
                Object request = request(texts.get(0), texts.get(1));
                yield List.of(String.valueOf(call(request.getClass().getDeclaredMethod("toText"), request)));
            }
            case "load" -> load(texts.get(0), texts.subList(1, texts.size()));
            case "map" -> {
                int users = Integer.parseInt(texts.get(0));
                Map<String, String> hashes = new HashMap<>();
                for (int i = 0; i < users; i++) {
                    hashes.put(texts.get(1 + 2 * i), texts.get(2 + 2 * i));
                }
                Object table = create("UserTable", new Class<?>[] {Map.class}, hashes);
                yield authenticate(table, texts.subList(1 + 2 * users, texts.size()));
            }
            default -> throw new IllegalStateException("no such call: " + question.call());
        };
    }

    private List<String> load(String content, List<String> questions) throws Throwable {
        Path file = Files.createTempFile("users", ".properties");
        try {
            Files.writeString(file, content);
            return authenticate(invoke("UserTable", "load", new Class<?>[] {Path.class}, file), questions);
        } finally {
            try {
                Files.delete(file);
            } catch (IOException e) {
                // The student's code holds it open (Windows).
            }
        }
    }

    private List<String> authenticate(Object table, List<String> questions) throws Throwable {
        Method authenticate = type("Authenticator").getMethod("authenticate", type("LoginRequest"));
        List<String> results = new ArrayList<>();
        for (int i = 0; i < questions.size(); i += 2) {
            Object request = request(questions.get(i), questions.get(i + 1));
            results.add(String.valueOf(call(authenticate, table, request)));
        }
        return results;
    }

    private Object request(String id, String password) throws Throwable {
        return create("LoginRequest", new Class<?>[] {String.class, String.class}, id, password);
    }

    private static String component(Object request, String name) throws Throwable {
        return String.valueOf(call(request.getClass().getDeclaredMethod(name), request));
    }
}
