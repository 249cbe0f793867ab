package netprog.grading;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import netprog.wire.TerminalScreen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The student's loop that stays: at every save, what has become better or worse, and why. */
@Command(name = "watch")
final class WatchCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Mixin
    private PartArguments arguments;

    @Option(names = "--once", descriptionKey = "once")
    private boolean once;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Workbench bench = new Workbench(CommandJar.top(), !once)) {
            Set<String> parts = arguments.names(bench.assignment(), spec.commandLine());
            WatchView lines = new WatchLines(
                    spec.commandLine().getOut(), spec.commandLine().getErr());
            if (once) {
                try (WatchLoop loop = new WatchLoop(bench, parts, lines)) {
                    return loop.once() ? 0 : 1;
                }
            }
            Optional<WatchScreen> screen = WatchScreen.open();
            try (WatchLoop loop = new WatchLoop(bench, parts, screen.isPresent() ? screen.get() : lines)) {
                loop.start();
                return screen.isPresent() ? keys(loop, screen.get()) : lines(loop);
            } finally {
                if (screen.isPresent()) {
                    screen.get().close();
                }
            }
        }
    }

    private static int keys(WatchLoop loop, WatchScreen screen) throws IOException {
        while (true) {
            int key = screen.key();
            if (key == TerminalScreen.CTRL_C) {
                return INTERRUPTED;
            } else if (key == TerminalScreen.END_OF_INPUT || !loop.press(key)) {
                return 0;
            }
        }
    }

    /** Where there is no terminal the loop goes on when the input ends; a signal ends it. */
    private static int lines(WatchLoop loop) throws IOException, InterruptedException {
        if (!loop.obeyLines()) {
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
