package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a Todo class of its own, through a new class loader: the list is one for a program. */
class TodoTest {
    private URLClassLoader loader;
    private Class<?> todo;

    @BeforeEach
    void load() throws ReflectiveOperationException {
        URL[] classes = {location(Todo.class), location(Stub.class)};
        loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
        todo = loader.loadClass(Todo.class.getName());
    }

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    @Test
    void namesTheStepAndTheMethod() throws ReflectiveOperationException {
        assertThat(make("step 3: wait for a datagram (receive): one"))
                .hasMessageStartingWith("step 3 of ")
                .hasMessageEndingWith(": wait for a datagram (receive): one");
    }

    @Test
    void namesTheMethodThatMadeIt() throws ReflectiveOperationException {
        Method make = loader.loadClass(Stub.class.getName()).getDeclaredMethod("serve");
        make.setAccessible(true);

        assertThat((Throwable) make.invoke(null)).hasMessage("step 1 of TodoTest$Stub.serve: write it");
        assertThat(met()).hasSize(1);
    }

    /** Loaded by the loader of each test: a Todo in the tests' own loader would belong to a test that runs at the same time. */
    private static final class Stub {
        static Throwable serve() {
            return new Todo("step 1: write it");
        }
    }

    @Test
    void isNotedThoughNobodyLetsItThrough() throws ReflectiveOperationException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 100; i++) {
            threads.submit(() -> {
                throw make("step 1: swallowed by submit"); // its Future, which nobody asks, keeps the exception
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(met()).hasSize(100);
    }

    @Test
    void areGivenInTheirOrderAsACopy() throws ReflectiveOperationException {
        List<?> before = met();
        Throwable first = make("step 1: one");
        Throwable second = make("step 2: two");

        assertThat(before).isEmpty();
        assertThat(met().toArray()).containsExactly(first, second);
    }

    @Test
    void anEndlessLoopFillsNoMemory() throws ReflectiveOperationException {
        for (int i = 0; i < 1500; i++) {
            make("step 1: again");
        }

        assertThat(met()).hasSize(1000);
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private RuntimeException make(String step) throws ReflectiveOperationException {
        Constructor<?> constructor = todo.getConstructor(String.class);
        return (RuntimeException) constructor.newInstance(step);
    }

    private List<?> met() throws ReflectiveOperationException {
        Method met = todo.getMethod("met");
        return (List<?>) met.invoke(null);
    }
}
